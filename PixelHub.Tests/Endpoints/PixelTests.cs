using System.Net;
using PixelHub.Core.Catalog;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class PixelTests(PublicPlaneApp app) : IClassFixture<PublicPlaneApp>
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

    [Fact]
    public async Task The_answer_is_the_43_bytes_and_exactly_the_headers_of_the_specification()
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nCookie: pixelhub=x\r\nIf-None-Match: \"1\"");

        Assert.Equal("HTTP/1.1 200 OK", answer.StatusLine);
        Assert.Equal(43, answer.Body.Length);
        Assert.Equal(Gif, answer.Body);
        Assert.NotNull(answer["Date"]);
        Assert.Equal(
            [
                ("Access-Control-Allow-Origin", "*"),
                ("Cache-Control", "no-store, no-cache, must-revalidate, private, max-age=0"),
                ("Connection", "close"),
                ("Content-Length", "43"),
                ("Content-Type", "image/gif"),
                ("Cross-Origin-Resource-Policy", "cross-origin"),
                ("Expires", "0"),
                ("Pragma", "no-cache"),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Robots-Tag", "noindex, nofollow"),
            ],
            answer.Headers.Where(h => h.Name != "Date").Order());
    }

    [Fact]
    public async Task HEAD_has_the_same_status_and_headers_no_body_and_counts_as_a_machine()
    {
        app.Put(ExperimentStatus.Running);
        var get = await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif HTTP/1.1");
        app.Log.Clear();

        var head = await RawHttp.SendAsync(app.Address, "HEAD /s/summer-sale/pixel.gif HTTP/1.1");

        Assert.Equal(get.StatusLine, head.StatusLine);
        Assert.Equal(get.Headers.Where(h => h.Name != "Date").Order(), head.Headers.Where(h => h.Name != "Date").Order());
        Assert.Empty(head.Body);
        Assert.False(app.Log.OnlyEvent().Class.IsPerson());
    }

    [Theory]
    [InlineData(ExperimentStatus.Draft, EventScope.Test)]
    [InlineData(ExperimentStatus.Running, EventScope.Counted)]
    [InlineData(ExperimentStatus.Paused, EventScope.Outside)]
    [InlineData(ExperimentStatus.Completed, EventScope.Outside)]
    public async Task Every_state_answers_the_image_and_records_in_its_scope(ExperimentStatus status, EventScope scope)
    {
        app.Put(status);

        await OpenAsync("/s/summer-sale/pixel.gif?r=u1");

        var recorded = app.Log.OnlyEvent();
        Assert.Equal((EventKind.Impression, scope, 7), (recorded.Kind, recorded.Scope, recorded.Experiment));
    }

    [Fact]
    public async Task An_archived_experiment_answers_the_image_and_records_nothing()
    {
        app.Put(ExperimentStatus.Archived);
        var before = app.Counters.Dropped(DropReason.Archived);

        await OpenAsync("/s/summer-sale/pixel.gif");

        Assert.Empty(app.Log.Entries);
        Assert.Equal(before + 1, app.Counters.Dropped(DropReason.Archived));
    }

    [Fact]
    public async Task An_unknown_slug_is_kept_as_an_orphan()
    {
        app.Put(ExperimentStatus.Running);

        await OpenAsync("/s/Sumer-Sale/pixel.gif");

        var orphan = Assert.IsType<OrphanHit>(Assert.Single(app.Log.Entries));
        Assert.Equal(("sumer-sale", EventKind.Impression), (orphan.Slug, orphan.Kind));
    }

    [Theory]
    [InlineData("/s/summer-sale/pixel.gif/")]
    [InlineData("/s/SUMMER-Sale/pixel.gif")]
    [InlineData("/S/SUMMER-SALE/PIXEL.GIF")]
    [InlineData("/s/summer-sal%65/pixel.gif")]
    public async Task Case_trailing_slash_and_encoding_make_no_difference(string path)
    {
        app.Put(ExperimentStatus.Running);

        await OpenAsync(path);

        Assert.Equal(7, app.Log.OnlyEvent().Experiment);
    }

    [Theory]
    [InlineData("/s/%zz%/pixel.gif")]
    [InlineData("/s/%E9t%E9/pixel.gif")]
    [InlineData("/s/%F0%9F%8C%9E/pixel.gif")]
    [InlineData("/s/%0d%0aSet-Cookie:x/pixel.gif")]
    [InlineData("/s/<script>/pixel.gif")]
    [InlineData("/s//pixel.gif")]
    [InlineData("/s/admin/pixel.gif")]
    [InlineData("/s/%ED%A0%80/pixel.gif")]
    [InlineData("/s/'%20or%201=1--/pixel.gif")]
    public async Task A_slug_of_strange_bytes_answers_the_image(string path)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1");

        Assert.Equal(200, answer.Status);
        Assert.Equal(Gif, answer.Body);
        Assert.DoesNotContain(app.Log.Entries, e => e is TrackedEvent);
    }

    [Fact]
    public async Task The_recipient_may_stand_in_the_path_and_wins_over_the_query()
    {
        app.Put(ExperimentStatus.Running);
        await OpenAsync("/s/summer-sale/pixel.gif?r=one%2Ftwo");
        var byQuery = app.Log.OnlyEvent();
        app.Put(ExperimentStatus.Running);

        await OpenAsync("/s/summer-sale/one%2Ftwo/pixel.gif?r=somebody-else");

        Assert.NotEqual(0ul, byQuery.Recipient);
        Assert.Equal(byQuery.Recipient, app.Log.OnlyEvent().Recipient);
    }

    [Fact]
    public async Task The_parameters_reach_the_event()
    {
        app.Put(ExperimentStatus.Running);

        await OpenAsync("/s/summer-sale/pixel.gif?v=b&amp;c=News+%231&l=top&ch=EMAIL&v=a");

        var recorded = app.Log.OnlyEvent();
        Assert.Equal((2, "News #1", "top", "email"), (recorded.Variant, recorded.Campaign, recorded.Link, recorded.Channel));
    }

    [Fact]
    public async Task A_query_of_100_KB_is_answered_and_recorded()
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?junk={new string('x', 50_000)}&{new string('&', 50_000)}&c=last HTTP/1.1");

        Assert.Equal(200, answer.Status);
        Assert.Equal("last", app.Log.OnlyEvent().Campaign);
    }

    [Fact]
    public async Task A_request_line_of_almost_128_KB_is_answered()
    {
        app.Put(ExperimentStatus.Running);
        const string Start = "GET /s/summer-sale/pixel.gif?r=";
        const string End = " HTTP/1.1";

        var answer = await RawHttp.SendAsync(app.Address, Start + new string('r', (128 * 1024) - Start.Length - End.Length - 2) + End);

        Assert.Equal(200, answer.Status);
        Assert.NotEqual(0ul, app.Log.OnlyEvent().Recipient);
    }

    [Theory]
    [InlineData("r=%")]
    [InlineData("r=%zz&v=%8")]
    [InlineData("r=%00%01%ff%fe")]
    [InlineData("r=%ED%A0%80%F0%9F")]
    [InlineData("&&&===&=&r")]
    [InlineData("r=*|UNIQID|*&c={{ contact.id }}")]
    public async Task No_query_is_an_error(string query)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?{query} HTTP/1.1");

        Assert.Equal(200, answer.Status);
        Assert.Single(app.Log.Entries);
    }

    [Theory]
    [InlineData("J\u00f6rg", "J\u00f6rg")]                 // Latin-1 on the wire
    [InlineData("J\u00c3\u00b6rg+x", "J\u00f6rg x")]        // UTF-8 on the wire
    [InlineData("a b\tc~\u00ff", "a b\tc~\u00ff")]
    [InlineData("%00\u00fc", "\0\u00fc")]
    public async Task Raw_bytes_that_no_address_may_hold_are_read_as_they_were_meant(string onTheWire, string meant)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?c={onTheWire}&l=x HTTP/1.1");

        Assert.Equal((200, 43), (answer.Status, answer.Body.Length));
        Assert.Equal(meant, app.Log.OnlyEvent().Campaign);
        Assert.Equal("x", app.Log.OnlyEvent().Link);
    }

    [Theory]
    [InlineData("/s/summer-sale/J\u00f6rg M/pixel.gif")]
    [InlineData("/s/summer-sale/a%00b%00/pixel.gif")]
    public async Task Raw_bytes_in_the_path_still_name_one_recipient(string path)
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, $"GET {path} HTTP/1.1");

        Assert.Equal(200, answer.Status);
        Assert.NotEqual(0ul, app.Log.OnlyEvent().Recipient);
    }

    [Fact]
    public async Task Headers_in_an_old_encoding_are_no_error()
    {
        app.Put(ExperimentStatus.Running);

        var answer = await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif HTTP/1.1\r\nReferer: http://example.test/caf\u00e9\r\nUser-Agent: M\u00fcller \u00ff\u00fe");

        Assert.Equal(200, answer.Status);
        Assert.Single(app.Log.Entries);
    }

    [Fact]
    public async Task A_body_on_GET_does_not_matter()
    {
        app.Put(ExperimentStatus.Running);
        // Less than the server is willing to read: of more, the connection may be closed while the client still writes.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/s/summer-sale/pixel.gif") { Content = new StringContent(new string('x', 500_000)) };

        using var answer = await app.Visitor().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(AppendOutcome.DiskFailed, DropReason.DiskFailed)]
    [InlineData(AppendOutcome.Full, DropReason.LogFull)]
    [InlineData(AppendOutcome.Closed, DropReason.Closing)]
    public async Task A_log_that_refuses_costs_the_record_not_the_image(AppendOutcome outcome, DropReason reason)
    {
        app.Put(ExperimentStatus.Running);
        app.Log.Outcome = outcome;
        var before = app.Counters.Dropped(reason);

        await OpenAsync("/s/summer-sale/pixel.gif");

        Assert.Equal(before + 1, app.Counters.Dropped(reason));
    }

    [Fact]
    public async Task A_log_that_throws_costs_the_record_not_the_image()
    {
        app.Put(ExperimentStatus.Running);
        app.Log.Fault = new InvalidOperationException("Broken on purpose.");
        var before = app.Counters.Dropped(DropReason.Fault);

        await OpenAsync("/s/summer-sale/pixel.gif");

        Assert.Equal(before + 1, app.Counters.Dropped(DropReason.Fault));
    }

    private async Task OpenAsync(string path)
    {
        using var answer = await app.Visitor().GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/gif", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(Gif, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
