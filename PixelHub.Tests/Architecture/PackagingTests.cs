using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PixelHub.Core.EventLog;
using PixelHub.Tests.Support;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Architecture;

/// <summary>What stands around the code – container, script, papers – names the same things as the code.</summary>
public sealed partial class PackagingTests
{
    [Theory]
    [InlineData("Dockerfile", "ENTRYPOINT [\"dotnet\", \"PixelHub.Web.dll\"]")]
    [InlineData("Dockerfile", "PixelHub__DataDirectory=/data")]
    [InlineData("Dockerfile", "VOLUME /data")]
    [InlineData("Dockerfile", "USER $APP_UID")]
    [InlineData("Dockerfile", "GET /health/live")]
    [InlineData("Dockerfile", "libsqlite3-0")]
    [InlineData("compose.yaml", "- data:/data")]
    [InlineData("compose.yaml", "\"5080:8080\"")]
    [InlineData("README.md", "dotnet run --project PixelHub.Web")]
    [InlineData("README.md", "\ndotnet test ")]
    public void It_names(string file, string text) => Assert.Contains(text, Repository.Read(file), StringComparison.Ordinal);

    [Fact]
    public void What_the_container_copies_is_there()
    {
        var sources = CopiedSource().Matches(Repository.Read("Dockerfile")).SelectMany(match => match.Groups["source"].Captures.Select(capture => capture.Value)).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), $"{source} is not there."));
    }

    [Fact]
    public void The_readme_explains_every_setting()
    {
        var settings = Names(typeof(PixelHubOptions), "PixelHub", nameof(PixelHubOptions.Database), nameof(PixelHubOptions.EventLog))
            .Concat(Names(typeof(DatabaseSettings), "PixelHub:Database"))
            .Concat(Names(typeof(EventLogOptions), "PixelHub:EventLog", nameof(EventLogOptions.Directory)));
        var readme = Repository.Read("README.md");

        Assert.All(settings, setting => Assert.Contains($"`{setting}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_of_dependencies_has_every_package_in_its_version()
    {
        var list = Repository.Read("docs/dependencies.md");
        var packages = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants()
            .Where(item => item.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
            .Select(item => (Name: item.Attribute("Include")!.Value, Version: item.Attribute("Version")!.Value))
            .Where(package => !package.Version.StartsWith('$')) // SQLitePCLRaw, whose version can be chosen
            .ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Contains($"{package.Name} {package.Version}", list, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  total: 12\n  failed: 0\n  succeeded: 12\n  skipped: 0", 0, "12 passed, 0 failed", 0)]
    [InlineData("  total: 12\n  failed: 2\n  succeeded: 10\n  skipped: 0", 2, "10 passed, 2 failed", 1)]
    [InlineData("  total: 12\n  failed: 0\n  succeeded: 12\n  skipped: 0", 7, "12 passed, 0 failed", 1)]
    [InlineData("  total: 0\n  failed: 0\n  succeeded: 0\n  skipped: 0", 0, "0 passed, 0 failed", 1)]
    [InlineData(null, 134, "0 passed, 1 failed", 1)]
    public async Task The_check_of_a_clone_ends_with_what_the_runner_counted(string? counts, int runnerCode, string lastLine, int code)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var summary = counts is null ? "Aborted" : $"failed: this is a test's own output\nTest run summary: whatever\n{counts}\n  duration: 1s";
        var imitation = folder.File("dotnet");
        await File.WriteAllTextAsync(imitation, $"#!/bin/sh\n[ \"$1\" = test ] || exit 0\ncat <<'END'\n{summary}\nEND\nexit {runnerCode}\n", cancel);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Needs bash.");
            return;
        }

        File.SetUnixFileMode(imitation, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "run")) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);

        Assert.Equal(lastLine, output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Equal(code, process.ExitCode);
    }

    [GeneratedRegex(@"^COPY (?!--)((?<source>\S+) )+\S+$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex CopiedSource();

    private static IEnumerable<string> Names(Type options, string prefix, params string[] without) =>
        options.GetProperties().Where(property => property.CanWrite && !without.Contains(property.Name, StringComparer.Ordinal)).Select(property => $"{prefix}:{property.Name}");
}
