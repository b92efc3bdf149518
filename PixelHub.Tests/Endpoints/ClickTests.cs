using System.Net;
using System.Text;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class ClickTests(PublicPlaneApp app) : IClassFixture<PublicPlaneApp>
{
    [Fact]
    public async Task The_redirect_has_the_stored_text_to_the_letter_and_the_headers_of_the_specification()
    {
        const string Signed = "https://cdn.example.test/%7Efile;v=1?b=%c3%A4+%20&a=&a=2&X-Amz-Signature=AbC%2f==#frag?&x";
        app.Put(ExperimentStatus.Running, Signed);

        var answer = await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/click HTTP/1.1");

        Assert.Equal("HTTP/1.1 302 Found", answer.StatusLine);
        Assert.Equal(Signed, answer["Location"]);
        Assert.Equal("no-store, private", answer["Cache-Control"]);
        Assert.Equal("no-referrer", answer["Referrer-Policy"]);
        Assert.Equal("noindex, nofollow", answer["X-Robots-Tag"]);
        Assert.StartsWith("text/html", answer["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(answer.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), answer["Content-Length"]);
        Assert.All(["Server", "Set-Cookie", "ETag", "Transfer-Encoding", "Vary"], name => Assert.Null(answer[name]));
    }

    [Fact]
    public async Task The_body_shows_the_link_without_letting_it_out_of_its_attribute()
    {
        app.Put(ExperimentStatus.Running, "https://example.test/?q='\"><script>alert(1)</script>&x=1");

        var body = Encoding.UTF8.GetString((await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/click HTTP/1.1")).Body);

        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
        var document = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(body, TestContext.Current.CancellationToken);
        Assert.Equal("https://example.test/?q='\"><script>alert(1)</script>&x=1", Assert.Single(document.QuerySelectorAll("a")).GetAttribute("href"));
    }

    [Fact]
    public async Task HEAD_has_the_same_status_and_headers_no_body_and_counts_as_a_machine()
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, "HEAD /s/summer-sale/click HTTP/1.1");

        Assert.Equal((302, PublicPlaneApp.Destination), (answer.Status, answer["Location"]));
        Assert.Empty(answer.Body);
        Assert.False(app.Log.OnlyEvent().Class.IsPerson());
    }

    [Theory]
    [InlineData(ExperimentStatus.Draft, EventScope.Test)]
    [InlineData(ExperimentStatus.Running, EventScope.Counted)]
    [InlineData(ExperimentStatus.Paused, EventScope.Outside)]
    [InlineData(ExperimentStatus.Completed, EventScope.Outside)]
    public async Task Every_state_redirects_and_records_in_its_scope(ExperimentStatus status, EventScope scope)
    {
        app.Put(status);

        Assert.Equal(PublicPlaneApp.Destination, await ClickAsync("/s/summer-sale/click"));

        var recorded = app.Log.OnlyEvent();
        Assert.Equal((EventKind.Click, scope), (recorded.Kind, recorded.Scope));
    }

    [Theory]
    [InlineData(ExperimentStatus.Draft)]
    [InlineData(ExperimentStatus.Running)]
    [InlineData(ExperimentStatus.Paused)]
    [InlineData(ExperimentStatus.Completed)]
    [InlineData(ExperimentStatus.Archived)]
    public async Task Without_a_destination_the_answer_is_404_and_the_reason_is_counted(ExperimentStatus status)
    {
        app.Put(status, destination: null);
        var before = app.Counters.Dropped(DropReason.NoDestination);

        Assert.Null(await ClickAsync("/s/summer-sale/click"));

        Assert.Empty(app.Log.Entries);
        Assert.Equal(before + 1, app.Counters.Dropped(DropReason.NoDestination));
    }

    [Fact]
    public async Task A_fallback_is_better_than_nothing()
    {
        app.Put(ExperimentStatus.Paused, destination: null, e => e with { Fallback = PublicPlaneApp.Url("https://example.test/fallback") });

        Assert.Equal("https://example.test/fallback", await ClickAsync("/s/summer-sale/click"));
    }

    [Fact]
    public async Task A_completed_experiment_leads_to_the_winner()
    {
        app.Put(ExperimentStatus.Completed, change: e => e with
        {
            WinnerVariantId = "b",
            Variants = [e.Variants[0], e.Variants[1] with { Destination = PublicPlaneApp.Url("https://example.test/winner") }],
        });

        Assert.Equal("https://example.test/winner", await ClickAsync("/s/summer-sale/click?r=u1"));
        Assert.Equal(2, app.Log.OnlyEvent().Variant);
    }

    [Fact]
    public async Task An_archived_experiment_redirects_while_its_links_are_kept_alive()
    {
        app.Put(ExperimentStatus.Archived);
        Assert.Equal(PublicPlaneApp.Destination, await ClickAsync("/s/summer-sale/click"));
        Assert.Empty(app.Log.Entries);

        app.Put(ExperimentStatus.Archived, change: e => e with { KeepLinksAlive = false });
        Assert.Null(await ClickAsync("/s/summer-sale/click"));
    }

    [Fact]
    public async Task An_unknown_slug_is_404_and_kept_as_an_orphan()
    {
        app.Put(ExperimentStatus.Running);

        Assert.Null(await ClickAsync("/s/never-made/click"));

        var orphan = Assert.IsType<OrphanHit>(Assert.Single(app.Log.Entries));
        Assert.Equal(("never-made", EventKind.Click), (orphan.Slug, orphan.Kind));
    }

    [Theory]
    [InlineData("/s/summer-sale/click/footer", "footer", false)]
    [InlineData("/s/summer-sale/click/footer/", "footer", false)]
    [InlineData("/s/summer-sale/click/footer?l=header", "footer", false)]
    [InlineData("/s/summer-sale/click?l=header", "header", false)]
    [InlineData("/s/summer-sale/u1/click?l=header", "header", true)]
    [InlineData("/s/SUMMER-SALE/u1/CLICK/", null, true)]
    public async Task Link_and_recipient_may_stand_in_the_path(string path, string? link, bool hasRecipient)
    {
        app.Put(ExperimentStatus.Running);

        Assert.Equal(PublicPlaneApp.Destination, await ClickAsync(path));

        var recorded = app.Log.OnlyEvent();
        Assert.Equal(link, recorded.Link);
        Assert.Equal(hasRecipient, recorded.Recipient != 0);
    }

    [Theory]
    [InlineData("/s/summer-sale/click?url=https://evil.example/&u=//evil.example&destination=https://evil.example&l=https://evil.example")]
    [InlineData("/s/summer-sale/click/https:%2F%2Fevil.example")]
    [InlineData("/s/summer-sale/https:%2F%2Fevil.example/click")]
    [InlineData("/s/summer-sale/click?v=https://evil.example&r=https://evil.example&c=%0d%0aLocation:%20https://evil.example")]
    public async Task Nothing_in_the_request_can_choose_another_host(string path)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1\r\nX-Forwarded-Host: evil.example\r\nReferer: https://evil.example/");

        Assert.Equal((302, PublicPlaneApp.Destination), (answer.Status, answer["Location"]));
        Assert.Single(answer.Headers, h => h.Name == "Location");
        Assert.DoesNotContain(answer.Headers, h => h.Value.Contains("evil", StringComparison.Ordinal));
        Assert.DoesNotContain("evil", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/s/summer-sale/click%0d%0aSet-Cookie:%20a=b")]
    [InlineData("/s/summer-sale/x%0d%0aSet-Cookie:%20a=b/click")]
    [InlineData("/s/a%0d%0aSet-Cookie:%20a=b/click")]
    public async Task No_path_can_add_a_header(string path)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1");

        Assert.Contains(answer.Status, new[] { 302, 404 });
        Assert.Null(answer["Set-Cookie"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_refuses_or_throws_does_not_stop_the_reader(bool throws)
    {
        app.Put(ExperimentStatus.Running);
        app.Log.Fault = throws ? new InvalidOperationException("Broken on purpose.") : null;
        app.Log.Outcome = AppendOutcome.DiskFailed;
        var before = app.Counters.Lost;

        Assert.Equal(PublicPlaneApp.Destination, await ClickAsync("/s/summer-sale/click"));

        Assert.Equal(before + 1, app.Counters.Lost);
    }

    private async Task<string?> ClickAsync(string path)
    {
        using var answer = await app.Visitor().GetAsync(path, TestContext.Current.CancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            Assert.Null(answer.Headers.Location);
            return null;
        }

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.GetValues("Location").Single();
    }
}
