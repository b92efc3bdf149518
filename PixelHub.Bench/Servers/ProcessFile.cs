using System.Globalization;

namespace PixelHub.Bench.Servers;

/// <summary>What Linux tells of processes in /proc.</summary>
internal static class ProcessFile
{
    private const double TicksPerSecond = 100; // USER_HZ, what /proc speaks in on every architecture

    /// <summary>A size from the status of a process, for example VmRSS, in bytes.</summary>
    public static long Bytes(int process, string field)
    {
        foreach (var line in File.ReadLines($"/proc/{process}/status"))
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
            {
                return long.Parse(line[(field.Length + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
            }
        }

        return 0;
    }

    /// <summary>Processor time of a process and of those it started.</summary>
    public static TimeSpan ProcessorTimeOfTree(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(ProcessorTime(process), (sum, child) => sum + ProcessorTimeOfTree(int.Parse(child, CultureInfo.InvariantCulture)));

    /// <summary>Time of all processors: spent on anything, and passed.</summary>
    public static (TimeSpan Busy, TimeSpan Total) Machine()
    {
        // cpu user nice system idle iowait irq softirq steal ...
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(Seconds).ToArray();
        var total = ticks.Sum();
        return (TimeSpan.FromSeconds(total - ticks[3] - ticks[4]), TimeSpan.FromSeconds(total));
    }

    private static TimeSpan ProcessorTime(int process)
    {
        // pid (name, which may hold anything) state ppid ... utime and stime are the 14th and 15th
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds(Seconds(fields[11]) + Seconds(fields[12]));
    }

    private static double Seconds(string ticks) => double.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;
}
