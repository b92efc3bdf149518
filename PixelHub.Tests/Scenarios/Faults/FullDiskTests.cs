using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>A disk that fills up while the server runs: nobody who reads a mail notices, and with room again counting goes on.</summary>
[Collection<Scenario>]
public sealed partial class FullDiskTests
{
    private const string Destination = "https://shop.example.test/";
    private const int Megabytes = 192; // room for some segments of the log, the database and its journal

    [Fact]
    public async Task Pixels_and_links_answer_on_a_full_disk_and_hits_are_kept_again_when_there_is_room()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        var smallDisk = Restricted.BySmallDisk(data.Location, Megabytes);
        await Restricted.NeedAsync(smallDisk, cancel);
        await using var server = await ServerProcess.StartAsync(data.Location, cancel, smallDisk);
        using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel, Restricted.BesideOf(server)));
        var experiment = await script.RunExperimentAsync("full-disk", Destination, cancel);
        using var audience = new Audience();
        var kept = await audience.OpenAsync(experiment.Pixel, cancel);

        var filler = Path.Combine(Restricted.SeenFromOutside(server, data.Location), "filler");
        await FillAsync(filler, cancel);
        // Space that the log has taken beforehand holds some more: go on until the log says that it lost one.
        for (var round = 0; round < 100 && !server.Output.Contains("lost", StringComparison.OrdinalIgnoreCase); round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => audience.OpenAsync(experiment.Pixel, cancel, isBulky: true)));
            Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel));
            await FillAsync(filler, cancel);
        }

        await server.SaidAsync("lost", TimeSpan.FromSeconds(15), cancel);
        await audience.OpenAsync(experiment.Pixel, cancel);
        Assert.Equal(Destination, await audience.ClickAsync(experiment.Click, cancel));

        File.Delete(filler);
        var again = await OpenUntilKeptAsync(server, script, audience, experiment, cancel);
        var lost = LostHits().Matches(server.Output).Sum(match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));
        var expected = audience.Answers - lost;
        var rows = await script.ExportWhenAsync(experiment.Uid, r => r.Count >= expected, TimeSpan.FromSeconds(30), cancel);
        Assert.True(rows.Count == expected, $"{audience.Answers} answers, {lost} of them said to be lost, but {rows.Count} rows:\n{server.Output}");
        Assert.Equal(rows.Count, Marks(rows).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(kept, Marks(rows), StringComparer.Ordinal);
        Assert.Contains(again, Marks(rows), StringComparer.Ordinal);
        Assert.Equal(0, await server.StopAsync(cancel));
    }

    /// <summary>Opens the mail once a second until one of these opens is counted.</summary>
    private static async Task<string> OpenUntilKeptAsync(
        ServerProcess server, Script script, Audience audience, ScriptedExperiment experiment, CancellationToken cancel)
    {
        var opened = new HashSet<string>(StringComparer.Ordinal);
        for (var second = 0; second < 60; second++)
        {
            opened.Add(await audience.OpenAsync(experiment.Pixel, cancel));
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            if (Marks(await script.ExportAsync(experiment.Uid, cancel)).FirstOrDefault(opened.Contains) is { } mark)
            {
                return mark;
            }
        }

        Assert.Fail($"With room on the disk again no hit was counted:\n{server.Output}");
        return "";
    }

    /// <summary>Takes what room is left.</summary>
    private static async Task FillAsync(string path, CancellationToken cancel)
    {
        var block = new byte[64 * 1_024];
        for (var size = block.Length; size > 0; size /= 4)
        {
            try
            {
                await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                for (var written = 0; written < Megabytes * 1_024 * 1_024; written += size)
                {
                    await file.WriteAsync(block.AsMemory(0, size), cancel);
                }
            }
            catch (IOException)
            {
                // Full for blocks of this size; try smaller ones.
            }
        }
    }

    [GeneratedRegex(@"(?<count>\d+) hits were lost", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex LostHits();

    private static IEnumerable<string> Marks(IEnumerable<JsonElement> rows) => rows.Select(row => row.GetProperty("campaign").GetString()!);
}
