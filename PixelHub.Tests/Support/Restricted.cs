using System.Diagnostics;
using System.Globalization;

namespace PixelHub.Tests.Support;

/// <summary>Commands that take something away from a process before it becomes the server.</summary>
internal static class Restricted
{
    /// <summary>
    /// Makes file modes hold for the superuser too. For everybody else they hold anyway. The user stays the same, so that what was built
    /// remains readable wherever the clone is.
    /// </summary>
    public static IReadOnlyList<string> ByFileModes() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : [];

    /// <summary>Gives the process a small disk of its own at the folder; nobody else sees it, and it is gone with the process.</summary>
    public static IReadOnlyList<string> BySmallDisk(string folder, int megabytes) =>
    [
        "unshare", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--user", "--map-root-user"], "--mount",
        "sh", "-c", $"mount -t tmpfs -o size={megabytes.ToString(CultureInfo.InvariantCulture)}m,mode=0755 pixelhub-test \"$0\" && exec \"$@\"", folder,
    ];

    /// <summary>Lets a further command see the small disk of a process.</summary>
    public static IReadOnlyList<string> BesideOf(ServerProcess server) =>
    [
        "nsenter", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--user", "--preserve-credentials"],
        "--mount", "--target", server.Id.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Where a file on the small disk of a process is for others.</summary>
    public static string SeenFromOutside(ServerProcess server, string path) => $"/proc/{server.Id.ToString(CultureInfo.InvariantCulture)}/root{path}";

    /// <summary>Skips the calling test on a machine whose system does not let this user do it.</summary>
    public static async Task NeedAsync(IReadOnlyList<string> wrapper, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux.");
        if (wrapper.Count == 0)
        {
            return;
        }

        var start = new ProcessStartInfo(wrapper[0], [.. wrapper.Skip(1), "true"]) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.SkipUnless(process.ExitCode == 0, $"This system does not allow “{wrapper[0]}”: {said}");
    }
}
