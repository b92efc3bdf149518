using System.Diagnostics;
using System.Globalization;

namespace PixelHub.Bench.Load;

/// <summary>How much of the machine went to neither the server nor the generator: figures taken beside other work must say so.</summary>
internal sealed class MachineClock(ServerProcess server)
{
    private const double TicksPerSecond = 100; // USER_HZ, what /proc speaks in on every architecture

    private readonly (TimeSpan Busy, TimeSpan Total) _machine = Read();
    private readonly TimeSpan _ours = Ours(server);

    /// <summary>Share of all processors that others used since this was made; from 0 to 1, null where there is no /proc.</summary>
    public double? OthersShare()
    {
        var (busy, total) = Read();
        return total == TimeSpan.Zero ? null : Math.Clamp((busy - _machine.Busy - (Ours(server) - _ours)) / (total - _machine.Total), 0, 1);
    }

    private static TimeSpan Ours(ServerProcess server)
    {
        using var generator = Process.GetCurrentProcess();
        return server.ProcessorTime + generator.TotalProcessorTime;
    }

    private static (TimeSpan Busy, TimeSpan Total) Read()
    {
        if (!File.Exists("/proc/stat"))
        {
            return default;
        }

        // cpu user nice system idle iowait irq softirq steal ...
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        var total = ticks.Sum();
        return (TimeSpan.FromSeconds((total - ticks[3] - ticks[4]) / TicksPerSecond), TimeSpan.FromSeconds(total / TicksPerSecond));
    }
}
