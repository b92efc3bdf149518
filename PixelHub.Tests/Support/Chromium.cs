using Microsoft.Playwright;

namespace PixelHub.Tests.Support;

/// <summary>A real browser, started once for all tests that need one. Without a browser those tests skip on a laptop and fail where CI is set.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _fault;

    /// <summary>The browser; skips or fails the calling test when there is none.</summary>
    internal IBrowser Browser
    {
        get
        {
            if (_browser is null && Environment.GetEnvironmentVariable("CI") is null or "")
            {
                Assert.SkipWhen(_browser is null, _fault ?? "The browser was not started.");
            }

            Assert.True(_browser is not null, _fault);
            return _browser;
        }
    }

    /// <summary>Somebody's browser: its own cookies, its own size, its own choice between light and dark.</summary>
    internal async Task<IBrowserContext> OpenAsync(Look look)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            IsMobile = look.IsPhone,
            HasTouch = look.IsPhone,
            // A person's: headless Chromium says that it is one.
            UserAgent = People.Browser,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var (path, fault) = ChromiumBinary.FindOrInstall();
        if (fault is not null)
        {
            _fault = fault;
            return;
        }

        try
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Args = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? ["--no-sandbox", .. Flags] : Flags,
            });
        }
        catch (PlaywrightException e)
        {
            _fault = $"Chromium ({path ?? "Playwright's own"}) does not start: {e.Message}";
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>How somebody looks at a page.</summary>
/// <param name="Name">Part of the picture's file name.</param>
/// <param name="Width">Width of the window in pixels.</param>
/// <param name="Height">Height of the window in pixels.</param>
/// <param name="IsDark">Whether the system asks for dark colours.</param>
internal sealed record Look(string Name, int Width, int Height, bool IsDark)
{
    /// <summary>Whether it is a phone's screen: touched, and with scroll bars that take no room.</summary>
    public bool IsPhone => Width < 600;

    public static readonly Look Desk = new("1440-light", 1_440, 900, IsDark: false);

    /// <summary>Whether <c>LOOKS=all</c> asks for all combinations of width and colours, and for pictures of them in <c>artifacts/screenshots</c>.</summary>
    public static readonly bool AreAllWanted = Environment.GetEnvironmentVariable("LOOKS") == "all";

    /// <summary>The ways in which every page is looked at: in each width and in each colour once, or all combinations.</summary>
    public static readonly IReadOnlyList<Look> All = AreAllWanted
        ? [Desk, new("1440-dark", 1_440, 900, IsDark: true), new("390-light", 390, 844, IsDark: false), new("390-dark", 390, 844, IsDark: true)]
        : [Desk, new("390-dark", 390, 844, IsDark: true)];
}
