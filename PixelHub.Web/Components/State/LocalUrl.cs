namespace PixelHub.Web.Components.State;

/// <summary>Addresses to go on to that somebody may have put into a link.</summary>
public static class LocalUrl
{
    /// <summary>The address when it is a path on this server; else the start page. Keeps sign-in from being a way to a stranger's page.</summary>
    public static string Of(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.AsSpan().ContainsAnyInRange('\0', ' ') && !url.Contains('\\', StringComparison.Ordinal) && url.Length <= 2_048
            ? url
            : "/experiments";
}
