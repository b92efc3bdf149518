using System.CommandLine;
using System.Globalization;
using PixelHub.Bench.Cli;

namespace PixelHub.Bench.Grow;

/// <summary><c>grow</c>: what a hundred million hits cost.</summary>
internal static class GrowCommand
{
    private const int BytesPerEvent = 130; // with room for what a commit needs beside the file

    public static Command Create()
    {
        var web = BenchOptions.Web();
        var events = new Option<string>("--events") { Description = "Sizes at which everything is measured, rising; what is measured at one adds 1600000 events.", DefaultValueFactory = _ => "1000000,10000000,100000000" };
        events.Validators.Add(result =>
        {
            if (Sizes(result.GetValueOrDefault<string>()) is null)
            {
                result.AddError(FormattableString.Invariant($"--events needs rising numbers with a comma between, each at least {GrowMeasurement.Window + GrowMeasurement.HardWindow} above the one before."));
            }
        });
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where the database grows; a new folder in the temporary one when left out." };
        var keep = new Option<bool>("--keep") { Description = "Leaves the database there, to be looked at with a server." };
        var grow = new Command(
            "grow",
            "Feeds made-up hits straight into the commit store and measures, at each size, the cost of a commit, bytes per event, every question of the dashboard, and the start of the server. A hundred million take an hour or less and some 10 GB.")
        {
            web, events, folder, keep,
        };
        grow.SetAction(async (parsed, cancellationToken) =>
        {
            var sizes = Sizes(parsed.GetRequiredValue(events))!;
            var target = parsed.GetValue(folder) ?? new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"pixelhub-grow-{Environment.ProcessId}"));
            if (Fault(target, sizes[^1]) is { } fault)
            {
                await Console.Error.WriteLineAsync(fault);
                return 1;
            }

            target.Create();
            var dll = parsed.GetRequiredValue(web);
            var plan = new GrowPlan(BenchOptions.CanDrive(dll) ? dll.FullName : null, target.FullName, sizes);
            try
            {
                await GrowAsync(plan, cancellationToken);
                return 0;
            }
            finally
            {
                if (!parsed.GetValue(keep))
                {
                    Directory.Delete(target.FullName, recursive: true);
                }
            }
        });
        return grow;
    }

    /// <summary>Every size's report goes to the error output, the last one to where it is asked for.</summary>
    private static async Task GrowAsync(GrowPlan plan, CancellationToken cancellationToken)
    {
        GrowReport? last = null;
        await new GrowMeasurement(plan).RunAsync(
            report =>
            {
                last = report;
                if (report.Stages.Count < plan.Sizes.Count)
                {
                    Console.Error.WriteLine(report.ToMarkdown());
                }
            },
            cancellationToken);
        Console.WriteLine(last!.ToMarkdown());
    }

    private static string? Fault(DirectoryInfo folder, long events)
    {
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
        {
            return $"{folder.FullName} is not empty; give a new folder.";
        }

        var existing = folder;
        while (!existing.Exists && existing.Parent is { } parent)
        {
            existing = parent;
        }

        var free = new DriveInfo(existing.FullName).AvailableFreeSpace;
        var needed = (events * BytesPerEvent) + 1_073_741_824;
        return free < needed
            ? string.Create(CultureInfo.InvariantCulture, $"{events:N0} events need about {needed / 1e9:0} GB in {folder.FullName}, and {free / 1e9:0} GB are free: give another --folder or fewer --events.")
            : null;
    }

    private static List<long>? Sizes(string? text)
    {
        var sizes = new List<long>();
        foreach (var part in (text ?? "").Split(','))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size <= sizes.LastOrDefault() || (sizes.Count > 0 && size < sizes[^1] + GrowMeasurement.Window + GrowMeasurement.HardWindow))
            {
                return null;
            }

            sizes.Add(size);
        }

        return sizes;
    }
}
