using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PixelHub.Tests.Support;

/// <summary>Notes everything a page should not do: write errors to the console, throw, get an error for one of its parts, ask another host for anything.</summary>
internal sealed class PageFaults
{
    private readonly ConcurrentQueue<string> _faults = new();

    public PageFaults(IPage page, Uri home)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"{page.Url}: console {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue($"{page.Url}: script error: {error}");
        page.Request += (_, request) => CheckHost(page, request.Url, home);
        page.WebSocket += (_, socket) => CheckHost(page, socket.Url, home);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _faults.Enqueue($"{page.Url}: {response.Status} for {response.Url}");
            }
        };
    }

    /// <summary>Fails with all that was noted.</summary>
    public void AssertNone() => Assert.True(_faults.IsEmpty, string.Join('\n', _faults));

    private void CheckHost(IPage page, string address, Uri home)
    {
        var url = new Uri(address);
        if (url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != home.Authority)
        {
            _faults.Enqueue($"{page.Url}: asks another host for {address}");
        }
    }
}
