using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PixelHub.Tests.Support;

/// <summary>Looks at pages in every look: keeps a picture, and lets axe judge what a person with a screen reader or weak eyes would meet.</summary>
internal sealed class Album(Chromium chromium, Uri server)
{
    private static readonly string[] Grave = ["serious", "critical"];

    /// <summary>Faults of the component library that cannot be mended from here: rule, part of the element's markup, reason.</summary>
    private static readonly (string Rule, string Markup, string Reason)[] Known = [];

    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>Looks at a page in all looks.</summary>
    /// <param name="name">Name of the pictures.</param>
    /// <param name="path">The page.</param>
    /// <param name="storageState">Cookies of who looks; null for a stranger.</param>
    /// <param name="prepare">What is done on the page before the picture is taken; null for nothing.</param>
    public async Task TakeAsync(string name, string path, string? storageState = null, Func<Owner, Task>? prepare = null)
    {
        foreach (var look in Look.All)
        {
            await using var owner = await Owner.ArriveAsync(chromium, server, look, storageState);
            await owner.GoAsync(path);
            if (prepare is not null)
            {
                await prepare(owner);
            }

            await owner.Page.EvaluateAsync("() => document.fonts.ready");
            await JudgeAsync(owner, $"{name} {look.Name}");
            await owner.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Screenshots, $"{name}-{look.Name}.png"), FullPage = true });
            owner.AssertNoFaults();
        }
    }

    /// <summary>Fails with all that axe found.</summary>
    public void AssertAccessible() => Assert.True(_faults.IsEmpty, string.Join('\n', _faults));

    private async Task JudgeAsync(Owner owner, string where)
    {
        var width = await owner.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (width > 0)
        {
            _faults.Enqueue($"{where}: the page is {width} pixels wider than the window");
        }

        var result = await owner.Page.RunAxe();
        foreach (var violation in result.Violations.Where(v => Grave.Contains(v.Impact, StringComparer.Ordinal)))
        {
            foreach (var node in violation.Nodes.Where(n => !IsKnown(violation, n)))
            {
                _faults.Enqueue($"{where}: {violation.Id} ({violation.Impact}) {violation.Help}: {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}");
            }
        }
    }

    private static bool IsKnown(AxeResultItem violation, AxeResultNode node) =>
        Known.Any(known => known.Rule == violation.Id && node.Html.Contains(known.Markup, StringComparison.Ordinal));
}
