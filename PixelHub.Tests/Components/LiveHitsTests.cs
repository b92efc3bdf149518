using Microsoft.AspNetCore.Components.Web;
using PixelHub.Core.Classification.Behaviour;
using PixelHub.Core.Events;
using PixelHub.Core.Reports;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Parts;

namespace PixelHub.Tests.Components;

public sealed class LiveHitsTests
{
    [Fact]
    public async Task New_rows_slide_in_and_the_first_ones_stand()
    {
        await using var feed = await ShowAsync(Hit(1));
        Assert.Empty(feed.FindAll("tr.new"));

        await feed.ChangeAsync(Parameters(Hit(2), Hit(1)));

        Assert.Single(feed.FindAll("tr.new"));
        Assert.Equal(2, feed.FindAll("[data-testid=feed-row]").Count);
    }

    [Fact]
    public async Task The_very_first_hit_slides_in()
    {
        await using var feed = await ShowAsync();
        Assert.Contains("Nothing yet", feed.Text(".feed"), StringComparison.Ordinal);

        await feed.ChangeAsync(Parameters(Hit(1)));

        Assert.Single(feed.FindAll("tr.new"));
    }

    [Fact]
    public async Task While_somebody_points_at_it_the_feed_stands_still_and_says_how_many_wait()
    {
        await using var feed = await ShowAsync(Hit(1));
        await feed.RaiseAsync(".feed", "onmouseenter", new MouseEventArgs());

        await feed.ChangeAsync(Parameters(Hit(3), Hit(2), Hit(1)));
        Assert.Single(feed.FindAll("[data-testid=feed-row]"));
        Assert.Contains("2 new hits", feed.Text(".waiting"), StringComparison.Ordinal);

        await feed.RaiseAsync(".feed", "onmouseleave", new MouseEventArgs());
        Assert.Equal(3, feed.FindAll("[data-testid=feed-row]").Count);
        Assert.Empty(feed.FindAll(".waiting"));
    }

    [Fact]
    public async Task A_hit_tells_what_happened_to_whom_and_by_which_rule()
    {
        var click = Sample.Event(kind: EventKind.Click, atSeconds: 5, variant: 2, @class: EventClass.ProxyOpen) with { Client = "Gmail", Rule = "ua.gmail-proxy" };
        await using var feed = await ShowAsync(new HitRow(1, click, IsRepeat: false));

        Assert.Equal("12:00:05 Click B Person via proxy Gmail", feed.Text("[data-testid=feed-row]"));
        Assert.StartsWith("Rule ua.gmail-proxy.", feed.Find(".who span").GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_sent_is_no_hit_of_anybody()
    {
        var send = Sample.Event(kind: EventKind.Send, atSeconds: 5, variant: 2, @class: EventClass.Unknown);
        await using var feed = await ShowAsync(new HitRow(1, send, IsRepeat: true));

        Assert.Equal("12:00:05 Sent B Reported known already –", feed.Text("[data-testid=feed-row]"));
    }

    [Fact]
    public async Task A_scanner_that_seemed_a_browser_shows_both_verdicts()
    {
        var click = (Sample.Event(kind: EventKind.Click, atSeconds: 5, @class: EventClass.HumanBrowser) with { Client = "Chrome", Rule = "ua.browser" }).JudgedBy(BehaviourRules.Sweep);
        await using var feed = await ShowAsync(new HitRow(1, click, IsRepeat: false));

        Assert.Equal("first: browser", feed.Find(".who em").TextContent);
        Assert.Equal(
            "At first taken for: browser. Then: followed several links of the mail within seconds, as filters do that check all of them. Rules ua.browser, then behaviour.sweep. A filter checked the mail or its links. Not counted.",
            feed.Find(".who span").GetAttribute("title"));
    }

    [Theory]
    [InlineData(EventScope.Test, false, "test")]
    [InlineData(EventScope.Outside, false, "not running")]
    [InlineData(EventScope.Counted, true, "repeat")]
    [InlineData(EventScope.Counted, false, null)]
    public async Task A_hit_that_is_not_counted_says_why(EventScope scope, bool isRepeat, string? why)
    {
        await using var feed = await ShowAsync(new HitRow(1, Sample.Event(scope: scope), isRepeat));

        Assert.Equal(why, feed.FindAll(".who em").SingleOrDefault()?.TextContent);
    }

    [Fact]
    public async Task What_came_from_a_stranger_is_text_and_never_markup()
    {
        await using var feed = await ShowAsync(new HitRow(1, Sample.Event() with { Client = "<img src=x onerror=alert(1)>", Rule = "\"><script>" }, IsRepeat: false));

        Assert.Empty(feed.FindAll("img, script"));
        Assert.Contains("<img src=x", feed.Text(".with"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_it_was_is_shown_where_names_are_kept_and_nothing_in_a_name_is_unseen()
    {
        var hit = new HitRow(1, Sample.Event(recipient: 7) with { RecipientText = "ann\u202e<b>@example.test" }, IsRepeat: false);
        await using var feed = await ShowAsync(hit);
        Assert.DoesNotContain("ann", feed.Html, StringComparison.Ordinal);
        Assert.Empty(feed.FindAll("[data-testid=feed-reader]"));

        await feed.ChangeAsync(new Dictionary<string, object?>(Parameters(hit), StringComparer.Ordinal) { [nameof(LiveHits.ShowsNames)] = true });

        Assert.Equal("ann‹U+202E›<b>@example.test", feed.Text("[data-testid=feed-reader]"));
        Assert.Empty(feed.FindAll("td b"));
    }

    [Fact]
    public async Task What_is_kept_of_an_address_stands_beside_the_hit()
    {
        await using var feed = await ShowAsync(new HitRow(2, Sample.Event() with { Address = "203.0.113.0/24" }, IsRepeat: false), Hit(1));

        Assert.Equal(["203.0.113.0/24", "–"], feed.FindAll("[data-testid=feed-reader]").Select(c => c.TextContent));
    }

    private static HitRow Hit(long position) => new(position, Sample.Event(atSeconds: position), IsRepeat: false);

    private static Task<ComponentHost> ShowAsync(params HitRow[] hits) => ComponentHost.RenderAsync<LiveHits>(Parameters(hits));

    private static Dictionary<string, object?> Parameters(params HitRow[] hits) => new(StringComparer.Ordinal)
    {
        [nameof(LiveHits.Hits)] = hits,
        [nameof(LiveHits.Variants)] = FakeStore.Experiment(variants: ["A", "B"]).Variants,
        [nameof(LiveHits.Nothing)] = "Nothing yet",
        [nameof(LiveHits.Now)] = Sample.Noon,
    };
}
