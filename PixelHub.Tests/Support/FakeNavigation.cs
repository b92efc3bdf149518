using Microsoft.AspNetCore.Components;

namespace PixelHub.Tests.Support;

/// <summary>An address bar.</summary>
public sealed class FakeNavigation : NavigationManager
{
    /// <summary>Starts at the root of a host that the world can reach.</summary>
    public FakeNavigation() => Initialize("https://mail.example.test/", "https://mail.example.test/");

    /// <summary>Path and query now.</summary>
    public string At => "/" + ToBaseRelativePath(Uri);

    /// <inheritdoc/>
    protected override void NavigateToCore(string uri, NavigationOptions options)
    {
        Uri = ToAbsoluteUri(uri).ToString();
        NotifyLocationChanged(isInterceptedLink: false);
    }

    /// <inheritdoc/>
    protected override void SetNavigationLockState(bool value)
    {
        // No page of a test is left by closing its tab.
    }
}
