using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>The main job, as a person does it: make an experiment, copy the snippet, watch it live.</summary>
[Collection<Scenario>]
public sealed partial class MainJobTests(Chromium chromium)
{
    /// <summary>From the last byte of the pixel to the number on the page.</summary>
    private const double LiveLimit = 1_000;

    /// <summary>Notes when each watched figure first differs from what it shows now, by the clock of this machine.</summary>
    private const string NoticeChanges =
        """
        ids => {
          const read = id => id === "feed-row" ? String(document.querySelectorAll(`[data-testid="feed-row"]`).length)
            : (document.querySelector(`[data-testid="${id}"]`)?.innerText ?? "");
          const before = Object.fromEntries(ids.map(id => [id, read(id)]));
          window.changedAt = {};
          const look = () => ids.forEach(id => { if (!(id in window.changedAt) && read(id) !== before[id]) { window.changedAt[id] = Date.now(); } });
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """;

    [Fact]
    public async Task From_the_first_run_to_a_click_that_moves_the_open_page()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        await using var server = await ServerProcess.StartAsync(data.Location, cancel);
        await using var readers = await ReaderSite.StartAsync(cancel);
        await using var owner = await Owner.ArriveAsync(chromium, server.Address, Look.Desk);

        await CreateAdminAsync(owner);
        await CreateExperimentAsync(owner, readers.Shop);
        var mail = readers.Deliver("anna", await CopySnippetsAsync(owner, server.Address));

        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Results" }).ClickAsync();
        await Assertions.Expect(owner.Part("tile-opened")).ToBeVisibleAsync();
        await owner.Page.EvaluateAsync("() => window.isStillTheSamePage = true");

        await using var mailer = await chromium.OpenAsync(Look.Desk);
        var reader = await mailer.NewPageAsync();
        await owner.Page.EvaluateAsync(NoticeChanges, new[] { "tile-opened", "feed-row", "class-breakdown" });
        await reader.GotoAsync(mail);
        var openedAt = await reader.EvaluateAsync<double>(
            "() => performance.timeOrigin + performance.getEntriesByType('resource').find(e => e.name.includes('/pixel.gif')).responseEnd");
        await AssertMovedAsync(owner, openedAt, "tile-opened", "feed-row", "class-breakdown");
        Assert.Equal("1", await FigureAsync(owner, "tile-opened"));
        Assert.Equal("0", await FigureAsync(owner, "tile-clicks"));

        await owner.Page.EvaluateAsync(NoticeChanges, new[] { "tile-clicks", "tile-ctr", "tile-ctor", "feed-row" });
        var redirect = reader.WaitForResponseAsync(response => response.Url.Contains("/click", StringComparison.Ordinal));
        await reader.GetByRole(AriaRole.Link).ClickAsync();
        Assert.Equal(302, (await redirect).Status);
        await reader.WaitForURLAsync(readers.Shop);
        var arrivedAt = await reader.EvaluateAsync<double>("() => performance.timeOrigin + performance.getEntriesByType('navigation')[0].requestStart");
        await AssertMovedAsync(owner, arrivedAt, "tile-clicks", "tile-ctr", "tile-ctor", "feed-row");

        Assert.Equal("1", await FigureAsync(owner, "tile-clicks"));
        Assert.Equal(0.005, double.Parse(await FigureAsync(owner, "tile-ctr"), CultureInfo.InvariantCulture), 6); // one of 200
        Assert.Equal(1, double.Parse(await FigureAsync(owner, "tile-ctor"), CultureInfo.InvariantCulture), 6);
        Assert.True(await owner.Page.EvaluateAsync<bool>("() => window.isStillTheSamePage === true"), "The page was loaded anew.");
        owner.AssertNoFaults();
    }

    private static async Task CreateAdminAsync(Owner owner)
    {
        await owner.GoAsync("/");
        await owner.Page.WaitForURLAsync("**/setup**");
        await owner.TypeAsync("setup-name", Owner.Name);
        await owner.TypeAsync("setup-password", Owner.Password);
        await owner.TypeAsync("setup-confirm", Owner.Password);
        await owner.Part("setup-submit").ClickAsync();
        await owner.Page.WaitForURLAsync("**/experiments/new");
        await owner.ReadyAsync();
    }

    private static async Task CreateExperimentAsync(Owner owner, string destination)
    {
        await owner.TypeAsync("field-name", "Summer sale");
        await Assertions.Expect(owner.Part("field-slug")).ToHaveValueAsync("summer-sale");
        await Assertions.Expect(owner.Part("slug-state")).ToHaveAttributeAsync("data-state", "free");
        await owner.TypeAsync("field-destination", destination);
        await owner.TypeAsync("field-sent", "200");
        await owner.Part("save-start").ClickAsync();
        await owner.Page.WaitForURLAsync(ExperimentPage());
        await Assertions.Expect(owner.Part("status")).ToHaveTextAsync("Running", new() { IgnoreCase = true });
    }

    /// <summary>Copies pixel and link for a mailing tool, and does what that tool does when it sends: puts the recipient where the tag is.</summary>
    private static async Task<string> CopySnippetsAsync(Owner owner, Uri server)
    {
        await owner.Part("tab-snippets").ClickAsync();
        await owner.Part("tool-select").SelectOptionAsync("mailchimp");
        await Assertions.Expect(owner.Part("snippet-pixel")).ToContainTextAsync("*|UNIQID|*");

        await owner.Part("copy-pixel").ClickAsync();
        await Assertions.Expect(owner.Part("copy-pixel")).ToHaveAttributeAsync("data-copied", "yes");
        var pixel = await owner.PasteAsync();
        Assert.StartsWith("<img", pixel, StringComparison.Ordinal);
        Assert.Contains(new Uri(server, "/s/summer-sale/pixel.gif").AbsoluteUri, pixel, StringComparison.Ordinal);

        await owner.Part("copy-link").ClickAsync();
        await owner.Page.WaitForFunctionAsync("async pixel => (await navigator.clipboard.readText()) !== pixel", pixel);
        var link = await owner.PasteAsync();
        Assert.StartsWith(new Uri(server, "/s/summer-sale/click").AbsoluteUri, link, StringComparison.Ordinal);
        return $"<p><a href=\"{link}\">To the sale</a></p>{pixel}".Replace("*|UNIQID|*", "f3a91c", StringComparison.Ordinal);
    }

    private static async Task AssertMovedAsync(Owner owner, double since, params string[] ids)
    {
        foreach (var id in ids)
        {
            await owner.Page.WaitForFunctionAsync("id => id in window.changedAt", id, new() { Timeout = 10_000 });
            var took = await owner.Page.EvaluateAsync<double>("id => window.changedAt[id]", id) - since;
            TestContext.Current.TestOutputHelper?.WriteLine($"{id}: {took:N0} ms");
            Assert.True(took <= LiveLimit, $"{id} moved {took:N0} ms after the answer.");
        }
    }

    /// <summary>The figure of a tile for programs.</summary>
    private static async Task<string> FigureAsync(Owner owner, string id) => await owner.Part(id).Locator("data").GetAttributeAsync("value") ?? "";

    [GeneratedRegex(@"/experiments/exp_\w+(\?.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ExperimentPage();
}
