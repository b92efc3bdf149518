using System.Text;
using Microsoft.JSInterop;
using PixelHub.Tests.Snippets.Doctor;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Pages;
using PixelHub.Web.Composition;
using PixelHub.Web.Snippets.Doctor;

namespace PixelHub.Tests.Components;

public sealed class DoctorPageTests
{
    [Fact]
    public async Task The_findings_are_shown_with_their_places_and_the_mended_text_can_be_copied()
    {
        var mail = DoctorSamples.Mail("<a href='https://x.example/<script>alert(1)</script>\u202E'>x</a>", DoctorSamples.Pixel.Replace("alt", "hidden alt", StringComparison.Ordinal));
        await using var page = await ShowAsync(mail);

        await page.ClickAsync("[data-testid=doctor-examine]");

        Assert.Equal(["pixel-hidden", "link-untracked"], page.FindAll("[data-testid=finding]").Select(f => f.GetAttribute("data-code")));
        Assert.Contains("Line 3", page.Text("[data-testid=finding]"), StringComparison.Ordinal);
        Assert.Equal("1 thing is wrong", page.Text("#findings-title"));
        Assert.Contains("‹U+202E›", page.FindAll("[data-testid=finding] code")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(mail.Replace(" hidden", "", StringComparison.Ordinal), page.Find("[data-testid=copy-mended]").GetAttribute("data-copy"));
        Assert.Contains("Removed what hides a pixel. Line 3", page.Text("[data-testid=change]"), StringComparison.Ordinal);
        Assert.Contains("2 findings in 1 KB.", page.Text("[data-testid=doctor-state]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_without_fault_is_praised_and_nothing_is_offered()
    {
        await using var page = await ShowAsync(DoctorSamples.Mail());

        await page.ClickAsync("[data-testid=doctor-examine]");

        Assert.Equal("Nothing to complain of", page.Text("#findings-title"));
        Assert.Empty(page.FindAll("[data-testid=doctor-mended]"));
    }

    [Fact]
    public async Task Too_much_is_refused_before_it_is_read()
    {
        var stream = new Pasted(new string('x', MailDoctor.MaxBytes + 2_000));
        await using var page = await ShowAsync(stream);

        await page.ClickAsync("[data-testid=doctor-examine]");

        Assert.Contains("more than 2 MB", page.Text("[data-testid=doctor-state]"), StringComparison.Ordinal);
        Assert.False(stream.WasRead);
    }

    [Fact]
    public async Task The_experiment_of_the_address_bar_is_the_one_whose_pixel_is_missed()
    {
        await using var page = await ShowAsync("<p>Hello</p>", "/doctor?experiment=exp_3");
        Assert.Equal("exp_3", page.Find("[data-testid=doctor-for] option[selected]").GetAttribute("value"));

        await page.ClickAsync("[data-testid=doctor-examine]");
        Assert.Contains("The pixel of “Experiment 3”", page.Text("[data-testid=finding]"), StringComparison.Ordinal);

        await page.ChangeAsync("[data-testid=doctor-for]", "exp_1");
        Assert.Equal("/doctor?experiment=exp_1", page.Navigation.At);
    }

    private static Task<ComponentHost> ShowAsync(string mail, string at = "/doctor") => ShowAsync(new Pasted(mail), at);

    private static async Task<ComponentHost> ShowAsync(Pasted mail, string at = "/doctor")
    {
        var dashboard = new Dashboard([.. DoctorSamples.Known.Experiments]) { Settings = new PixelHubOptions { PublicUrl = DoctorSamples.Base } };
        var page = await ComponentHost.RenderAsync<DoctorPage>(services: dashboard.Register, at: at);
        page.Js.Answer("textOf", _ => mail);
        return page;
    }

    /// <summary>What stands in the field, as the browser streams it.</summary>
    private sealed class Pasted(string text) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public bool WasRead { get; private set; }

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            Assert.True(_bytes.Length <= maxAllowedSize);
            return new(new MemoryStream(_bytes));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
