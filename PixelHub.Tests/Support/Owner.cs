using Microsoft.Playwright;

namespace PixelHub.Tests.Support;

/// <summary>Somebody in front of the dashboard, with a browser of their own.</summary>
internal sealed class Owner : IAsyncDisposable
{
    /// <summary>Name and password that these tests give the administrator.</summary>
    public const string Name = "jo";

    public const string Password = "tulips-under-7-bridges";

    /// <summary>
    /// Remembers what the server had drawn into the page before there was a connection. The connected page replaces all of it; until then what is
    /// typed and pressed is lost.
    /// </summary>
    private const string RememberFirstDrawing =
        """
        document.addEventListener("DOMContentLoaded", () => {
          window.firstDrawing = [];
          const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
          while (comments.nextNode()) {
            const start = comments.currentNode;
            const id = start.data.startsWith('Blazor:{"type":"server"') && start.data.match(/"prerenderId":"(\w+)"/)?.[1];
            for (let node = start.nextSibling; id && node && !(node.nodeType === Node.COMMENT_NODE && node.data.includes(id)); node = node.nextSibling) {
              window.firstDrawing.push(node);
            }
          }
        });
        """;

    private readonly IBrowserContext _context;
    private readonly PageFaults _faults;
    private readonly Uri _server;

    private Owner(IBrowserContext context, IPage page, Uri server)
    {
        _context = context;
        _server = server;
        _faults = new PageFaults(page, server);
        Page = page;
    }

    /// <summary>The page in front.</summary>
    public IPage Page { get; }

    /// <summary>Opens a browser.</summary>
    /// <param name="chromium">The browser to use.</param>
    /// <param name="server">Address of the server.</param>
    /// <param name="look">How they look at it.</param>
    public static async Task<Owner> ArriveAsync(Chromium chromium, Uri server, Look look)
    {
        var context = await chromium.OpenAsync(look);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"], new BrowserContextGrantPermissionsOptions { Origin = server.GetLeftPart(UriPartial.Authority) });
        await context.AddInitScriptAsync(RememberFirstDrawing);
        return new Owner(context, await context.NewPageAsync(), server);
    }

    /// <summary>Opens an address of the server and waits until the page reacts.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_server, path).AbsoluteUri);
        await ReadyAsync();
    }

    /// <summary>Waits until the page in front reacts and has its title, which is drawn anew too. Pages without a circuit react at once.</summary>
    public async Task ReadyAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.WaitForFunctionAsync("() => document.title !== '' && window.firstDrawing.every(node => !node.isConnected)");
    }

    /// <summary>A part of the page by its test id.</summary>
    public ILocator Part(string id) => Page.GetByTestId(id);

    /// <summary>Types into a field as a person does, letter by letter, over what is there.</summary>
    public async Task TypeAsync(string id, string text)
    {
        await Part(id).ClickAsync();
        await Page.Keyboard.PressAsync("ControlOrMeta+A");
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>What the last copy button put on the clipboard.</summary>
    public Task<string> PasteAsync() => Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

    /// <summary>Moves the focus with the Tab key until it is on the part.</summary>
    /// <param name="id">Its test id.</param>
    /// <param name="presses">Most presses: more than eighty is a long way, which only a page full of figures may ask for.</param>
    public async Task TabToAsync(string id, int presses = 80)
    {
        for (var press = 0; press < presses; press++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("id => document.activeElement?.closest(`[data-testid='${id}']`) !== null", id))
            {
                return;
            }
        }

        Assert.Fail($"“{id}” cannot be reached with the Tab key on {Page.Url}.");
    }

    /// <summary>Fails when any page of theirs did what it should not.</summary>
    public void AssertNoFaults() => _faults.AssertNone();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
