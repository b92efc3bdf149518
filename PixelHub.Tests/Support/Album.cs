using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PixelHub.Tests.Support;

/// <summary>Looks at pages in every look: keeps a picture, and lets axe judge what a person with a screen reader or weak eyes would meet.</summary>
internal sealed class Album : IAsyncDisposable
{
    private static readonly string[] Grave = ["serious", "critical"];

    /// <summary>Faults of the component library that cannot be mended from here: rule, part of the element's markup, reason. Empty is best.</summary>
    private static readonly (string Rule, string Markup, string Reason)[] Known = [];

    private readonly List<(Look Look, Owner Owner)> _viewers = [];
    private readonly ConcurrentQueue<string> _faults = [];

    private Album()
    {
    }

    /// <summary>Opens a browser for each look.</summary>
    public static async Task<Album> OpenAsync(Chromium chromium, Uri server)
    {
        var album = new Album();
        foreach (var look in Look.All)
        {
            album._viewers.Add((look, await Owner.ArriveAsync(chromium, server, look)));
        }

        return album;
    }

    /// <summary>Does something in each of the browsers.</summary>
    public async Task EachAsync(Func<Owner, Task> action)
    {
        foreach (var (_, owner) in _viewers)
        {
            await action(owner);
        }
    }

    /// <summary>Looks at a page in all looks at once.</summary>
    /// <param name="name">Name of the pictures.</param>
    /// <param name="path">The page.</param>
    /// <param name="prepare">What is done on the page before the picture is taken; null for nothing. It changes nothing that the others see.</param>
    public Task TakeAsync(string name, string path, Func<Owner, Task>? prepare = null) =>
        Task.WhenAll(_viewers.Select(viewer => TakeAsync(viewer.Look, viewer.Owner, name, path, prepare)));

    /// <summary>The same in one look after the other, where what is done on the page changes something.</summary>
    public async Task TakeInTurnAsync(string name, string path, Func<Owner, Task> prepare)
    {
        foreach (var (look, owner) in _viewers)
        {
            await TakeAsync(look, owner, name, path, prepare);
        }
    }

    /// <summary>Fails with all that axe and the browsers found.</summary>
    public void AssertNoFaults()
    {
        foreach (var (_, owner) in _viewers)
        {
            owner.AssertNoFaults();
        }

        Assert.True(_faults.IsEmpty, string.Join('\n', _faults));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, owner) in _viewers)
        {
            await owner.DisposeAsync();
        }
    }

    private async Task TakeAsync(Look look, Owner owner, string name, string path, Func<Owner, Task>? prepare)
    {
        await owner.GoAsync(path);
        if (prepare is not null)
        {
            await prepare(owner);
        }

        await owner.Page.EvaluateAsync("() => document.fonts.ready");
        await JudgeAsync(owner, $"{name} {look.Name}");
        if (!Look.AreAllWanted)
        {
            return; // a picture of a whole page takes as long as all the rest, and nobody looks at it
        }

        await owner.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Screenshots, $"{name}-{look.Name}.png"), FullPage = true });
    }

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
