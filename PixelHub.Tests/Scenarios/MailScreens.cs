using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>What owners do on the pages round a mail.</summary>
internal static class MailScreens
{
    /// <summary>A mail with most of the faults that the doctor knows.</summary>
    public static string SickMail(Uri server) =>
        $"""
        <html>
        <body style="margin:0">
        <div style="display:none">Preview text</div>
        <h1>Our summer sale</h1>
        <p><a href="{server}s/summer-sale/click?r=*|UNIQID|*&l=hero">To the sale</a> or <a href="https://shop.example.test/imprint">imprint</a></p>
        <img src="{server}s/summer-sale/pixel.gif?r=*%7CUNIQID%7C*" width="1" height="1" style="display:none" loading="lazy" alt="">
        <img src="{server}s/summer-sale/pixel.gif?r=*|UNIQID|*" width="1" height="1" alt="">
        <a href="{server}s/sumer-sale/click">Read on</a>
        </body>
        </html>
        """;

    /// <summary>Opens the explanation of a figure with the keyboard alone, and waits for its numbers.</summary>
    public static async Task ExplainAsync(Owner owner)
    {
        await owner.Part("tile-opened").GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(owner.Part("explain-formula")).ToContainTextAsync("people who opened");
    }

    /// <summary>Pastes a mail and has it looked through.</summary>
    public static async Task PasteAsync(Owner owner, string mail)
    {
        await owner.Part("doctor-mail").FillAsync(mail);
        await owner.Part("doctor-examine").PressAsync("Enter");
        await Assertions.Expect(owner.Part("doctor-findings")).ToBeVisibleAsync();
    }

    /// <summary>Somebody's mail program, a proxy, and a tool that filled nothing in fetch the pixel; the page says so.</summary>
    public static async Task ArriveAsync(Owner owner, ScriptedExperiment experiment, CancellationToken cancellationToken)
    {
        await Assertions.Expect(owner.Part("waiting")).ToBeVisibleAsync();
        await FetchAsync(new Uri(experiment.Pixel, "?r=me"), "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", cancellationToken);
        await Assertions.Expect(owner.Part("verdict").First).ToContainTextAsync("Gmail’s proxy fetched it: that is a person opening, device unknown.");
        await FetchAsync(new Uri(experiment.Pixel, "?r=me"), "Mozilla/5.0", cancellationToken);
        await Assertions.Expect(owner.Part("verdict").First).ToContainTextAsync("Apple’s privacy protection fetched it");
        await FetchAsync(new Uri(experiment.Pixel, "?r=*|UNIQID|*"), People.Browser, cancellationToken);
        await Assertions.Expect(owner.Part("verdict").First).ToContainTextAsync("The merge tag was not filled in");
    }

    /// <summary>Fetches an address as a program of that name does.</summary>
    public static async Task FetchAsync(Uri address, string userAgent, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        Assert.True(request.Headers.TryAddWithoutValidation("User-Agent", userAgent));
        using var response = await http.SendAsync(request, cancellationToken);
    }
}
