using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class OptOutTests(PublicPlaneApp app) : IClassFixture<PublicPlaneApp>
{
    [Fact]
    public async Task The_button_opts_out_of_mails_already_sent_and_opening_the_link_does_not()
    {
        app.Put(ExperimentStatus.Running);
        var link = await LinkAsync("Ann@Example.test");

        foreach (var method in (string[])["GET", "HEAD", "GET"])
        {
            Assert.Equal(200, (await RawHttp.SendAsync(app.Address, $"{method} {link} HTTP/1.1")).Status);
        }

        await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif?r=ann@example.test HTTP/1.1");
        Assert.NotEqual(0UL, app.Log.OnlyEvent().Recipient);

        var done = await PressAsync(link);

        Assert.Equal((200, "You are no longer measured."), (done.Status, Heading(done)));
        app.Log.Clear();
        Assert.Equal(43, (await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif?r=ann@example.test HTTP/1.1")).Body.Length);
        Assert.Equal(PublicPlaneApp.Destination, (await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/ann@example.test/click HTTP/1.1"))["Location"]);
        Assert.Equal([(EventKind.Impression, 0UL), (EventKind.Click, 0UL)], app.Log.Entries.Cast<TrackedEvent>().Select(e => (e.Kind, e.Person)));
        Assert.Equal("You are no longer measured.", Heading(await RawHttp.SendAsync(app.Address, $"GET {link} HTTP/1.1")));
        app.Log.Clear();
        await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif?r=bob@example.test HTTP/1.1");
        Assert.NotEqual(0UL, app.Log.OnlyEvent().Recipient);
    }

    [Theory]
    [InlineData("", "Accept: */*")]
    [InlineData("proof=", "Accept: */*")]
    [InlineData("proof=AAAAAAAAAAAAAAAAAAAAAA", "Accept: */*")]
    [InlineData("{token}", "Accept: */*")]
    [InlineData("{good}&x=1", "Accept: */*")]
    [InlineData("{good}", "Sec-Fetch-Site: cross-site")]
    [InlineData("{good}", "Sec-Fetch-Site: same-site")]
    [InlineData("{good}", "Sec-Fetch-Site: none")]
    [InlineData("{long}", "Accept: */*")]
    public async Task Whatever_is_not_the_button_changes_nothing(string body, string header)
    {
        var link = await LinkAsync("never-out");
        var token = link[(link.LastIndexOf('/') + 1)..];
        body = body.Replace("{good}", await FormAsync(link), StringComparison.Ordinal).Replace("{token}", $"proof={token}", StringComparison.Ordinal)
            .Replace("{long}", "proof=" + new string('A', 100_000), StringComparison.Ordinal);

        var answer = await PostAsync(link, body, header);

        Assert.Equal((400, "Nothing has changed."), (answer.Status, Heading(answer)));
        Assert.False(app.Service<OptOuts>().Contains(app.Service<PersonKeys>().OfRecipient("never-out")));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("%0d%0aSet-Cookie:x=1")]
    [InlineData("%3Cscript%3Ealert(1)")]
    [InlineData("..%2f..%2fsystem")]
    public async Task A_token_that_is_none_gets_a_sentence_and_is_never_repeated(string token)
    {
        foreach (var method in (string[])["GET", "POST"])
        {
            var answer = await RawHttp.SendAsync(app.Address, $"{method} /s/optout/{token} HTTP/1.1\r\nContent-Length: 0");

            Assert.Equal((404, "This link does not work."), (answer.Status, Heading(answer)));
            Assert.DoesNotContain("alert", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
            Assert.Null(answer["Set-Cookie"]);
        }
    }

    [Fact]
    public async Task A_token_with_one_letter_changed_is_none()
    {
        var link = await LinkAsync("someone");
        for (var i = link.Length - 22; i < link.Length - 1; i++)
        {
            var forged = string.Concat(link.AsSpan(0, i), link[i] == 'A' ? "B" : "A", link.AsSpan(i + 1));
            Assert.Equal(404, (await RawHttp.SendAsync(app.Address, $"GET {forged} HTTP/1.1")).Status);
        }

        Assert.Equal(404, (await RawHttp.SendAsync(app.Address, $"GET /s/optout/{new string('A', 100_000)} HTTP/1.1")).Status);
    }

    [Fact]
    public async Task The_page_loads_nothing_runs_nothing_and_stands_in_no_frame()
    {
        var answer = await RawHttp.SendAsync(app.Address, $"GET {await LinkAsync("someone")} HTTP/1.1\r\nCookie: pixelhub=whatever");

        Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$", answer["Content-Security-Policy"]!);
        Assert.Equal(
            ("no-store, private", "no-referrer", "nosniff", "DENY", "noindex, nofollow", "same-origin"),
            (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Content-Type-Options"], answer["X-Frame-Options"], answer["X-Robots-Tag"], answer["Cross-Origin-Opener-Policy"]));
        Assert.All(["Set-Cookie", "Server", "Location", "Access-Control-Allow-Origin"], name => Assert.Null(answer[name]));
        var page = Page(answer);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, a"));
        Assert.Equal(("en", "Stop measuring me"), (page.DocumentElement.GetAttribute("lang"), Assert.Single(page.QuerySelectorAll("form button")).TextContent));
        var style = Assert.Single(page.QuerySelectorAll("style")).TextContent;
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))), answer["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_told_which_there_are(string method)
    {
        var answer = await RawHttp.SendAsync(app.Address, $"{method} {await LinkAsync("someone")} HTTP/1.1\r\nContent-Length: 0");

        Assert.Equal((405, "GET, HEAD, POST"), (answer.Status, answer["Allow"]));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_said_and_not_pretended()
    {
        await using var broken = new HostedApp(services: s => s.AddSingleton<IEventLog>(new RecordingLog()).AddSingleton<IOptOutStore>(new NoOptOuts { Fault = new InvalidOperationException("locked") }));
        var seals = broken.Service<SealedRecipients>();

        var answer = await PostAsync($"/s/optout/{seals.SealText(7, SealPurpose.Link)}", $"proof={seals.SealText(7, SealPurpose.Form)}", "Accept: */*", broken);

        Assert.Equal((503, "That did not work just now.", "60"), (answer.Status, Heading(answer), answer["Retry-After"]));
    }

    [Fact]
    public async Task A_program_opts_a_recipient_out_or_gets_the_link_for_them()
    {
        var program = await app.ProgramAsync(ApiScopes.ExperimentsWrite);

        var reply = await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts", """{"recipient":"by-program"}""");

        Assert.Equal((200, true), (reply.Status, reply.Body.GetProperty("optedOut").GetBoolean()));
        Assert.True(app.Service<OptOuts>().Contains(app.Service<PersonKeys>().OfRecipient("by-program")));
        Assert.Equal(200, (await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts", """{"recipient":"by-program"}""")).Status);
        (await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts", "{}")).IsProblem(400, "validation-error");
        (await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts/link", """{"recipient":7}""")).IsProblem(400, "validation-error");
        var reader = await app.ProgramAsync(ApiScopes.ExperimentsRead);
        (await ApiApp.CallAsync(reader, HttpMethod.Post, "/optouts", """{"recipient":"x"}""")).IsProblem(403, "insufficient-scope");
        (await ApiApp.CallAsync(app.Visitor(), HttpMethod.Post, "/optouts/link", """{"recipient":"x"}""")).IsProblem(401, "missing-authorization");
    }

    [Fact]
    public async Task A_program_undoes_an_opt_out_and_the_next_hit_is_measured_again_also_after_a_restart()
    {
        app.Put(ExperimentStatus.Running);
        var program = await app.ProgramAsync(ApiScopes.ExperimentsWrite);
        await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts", """{"recipient":"came-back"}""");
        await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts", """{"recipient":"stays-out"}""");

        var reply = await ApiApp.CallAsync(program, HttpMethod.Delete, "/optouts", """{"recipient":"came-back"}""");

        Assert.Equal((200, false), (reply.Status, reply.Body.GetProperty("optedOut").GetBoolean()));
        Assert.Equal(200, (await ApiApp.CallAsync(program, HttpMethod.Delete, "/optouts", """{"recipient":"never-was-out"}""")).Status);
        await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif?r=came-back HTTP/1.1");
        Assert.NotEqual(0UL, app.Log.OnlyEvent().Recipient);
        await app.Service<IOptOutStore>().LoadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((false, true), (IsOut("came-back"), IsOut("stays-out")));

        (await ApiApp.CallAsync(program, HttpMethod.Delete, "/optouts", "{}")).IsProblem(400, "validation-error");
        var reader = await app.ProgramAsync(ApiScopes.ExperimentsRead);
        (await ApiApp.CallAsync(reader, HttpMethod.Delete, "/optouts", """{"recipient":"stays-out"}""")).IsProblem(403, "insufficient-scope");
        Assert.True(IsOut("stays-out"));

        bool IsOut(string recipient) => app.Service<OptOuts>().Contains(app.Service<PersonKeys>().OfRecipient(recipient));
    }

    [Fact]
    public async Task The_list_tells_how_many_there_are_and_when_the_newest_came()
    {
        var store = app.Service<IOptOutStore>();
        var before = await store.ReadAsync(3, TestContext.Current.CancellationToken);
        foreach (var recipient in (ulong[])[901, 902, 903, 903])
        {
            await store.AddAsync(recipient, TestContext.Current.CancellationToken);
        }

        var after = await store.ReadAsync(2, TestContext.Current.CancellationToken);

        Assert.Equal((before.Count + 3, 2), (after.Count, after.Newest.Count));
        Assert.True(after.Newest[0] >= after.Newest[1]);
    }

    [Fact]
    public async Task Who_opted_out_is_still_out_after_a_restart_and_asking_costs_no_memory()
    {
        await app.Service<IOptOutStore>().AddAsync(42, TestContext.Current.CancellationToken);
        var optOuts = app.Service<OptOuts>();
        optOuts.Swap([]);

        await app.Service<IOptOutStore>().LoadAsync(TestContext.Current.CancellationToken);

        Assert.True(optOuts.Contains(42));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0UL; i < 1_000; i++)
        {
            optOuts.Contains(i);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private async Task<string> LinkAsync(string recipient)
    {
        using var program = await app.ProgramAsync(ApiScopes.ExperimentsWrite);
        var reply = await ApiApp.CallAsync(program, HttpMethod.Post, "/optouts/link", $"{{\"recipient\":\"{recipient}\"}}");
        return new Uri(reply.Body.GetProperty("url").GetString()!).AbsolutePath;
    }

    /// <summary>What the page's form would send.</summary>
    private async Task<string> FormAsync(string link)
    {
        var field = Assert.IsType<IHtmlInputElement>(Assert.Single(Page(await RawHttp.SendAsync(app.Address, $"GET {link} HTTP/1.1")).QuerySelectorAll("form[method=post] input")), exactMatch: false);
        return $"{field.Name}={WebUtility.UrlEncode(field.Value)}";
    }

    private async Task<RawAnswer> PressAsync(string link) => await PostAsync(link, await FormAsync(link), "Sec-Fetch-Site: same-origin");

    private Task<RawAnswer> PostAsync(string link, string body, string header, HostedApp? at = null) => RawHttp.SendAsync(
        (at ?? app).Address,
        $"POST {link} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n{header}",
        body: body);

    private static string Heading(RawAnswer answer) => Assert.Single(Page(answer).QuerySelectorAll("h1")).TextContent;

    private static IHtmlDocument Page(RawAnswer answer) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(answer.Body));
}
