using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace PixelHub.Bench.Micro;

/// <summary><c>micro</c>: single steps of the way from a request to the database, by BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Only benchmarks whose full name matches, for example *EventLog*.",
            DefaultValueFactory = _ => "*",
        };
        var micro = new Command("micro", "Time and memory of the single steps: classify, assign, encode, frame, append, decode, fold and commit.") { filter };
        micro.SetAction(parsed =>
        {
            var folder = Path.Combine(Path.GetTempPath(), "pixelhub-bench");
            var job = Job.Default
                .WithToolchain(InProcessEmitToolchain.Instance) // a generated project would not find the central package versions
                .WithIterationTime(TimeInterval.FromMilliseconds(200))
                .WithMaxWarmupCount(10)
                .WithMaxIterationCount(30); // on a busy machine the default of 100 takes long and gains nothing
            var config = DefaultConfig.Instance.WithArtifactsPath(folder).AddJob(job).AddColumn(StatisticColumn.Min, StatisticColumn.Median);
            BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", parsed.GetRequiredValue(filter)], config);
            return 0;
        });
        return micro;
    }
}
