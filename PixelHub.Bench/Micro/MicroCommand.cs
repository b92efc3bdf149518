using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PixelHub.Bench.Micro;

/// <summary><c>micro</c>: single steps of the hot path, by BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Only benchmarks whose full name matches, for example *EventLog*.",
            DefaultValueFactory = _ => "*",
        };
        var micro = new Command("micro", "Time and memory of classify, assign, encode, frame and append.") { filter };
        micro.SetAction(parsed =>
        {
            var folder = Path.Combine(Path.GetTempPath(), "pixelhub-bench");
            // In this process: a generated project would not find the central package versions.
            var config = DefaultConfig.Instance.WithArtifactsPath(folder).AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
            BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", parsed.GetRequiredValue(filter)], config);
            return 0;
        });
        return micro;
    }
}
