namespace PixelHub.Bench.Servers;

/// <summary>How much of the machine went to neither the server nor this program: figures taken beside other work must say so.</summary>
internal sealed class MachineClock(IServer server)
{
    private readonly (TimeSpan Busy, TimeSpan Total) _machine = ProcessFile.Machine();
    private readonly TimeSpan _ours = Ours(server);

    /// <summary>Share of all processors that others used since this was made, from 0 to 1.</summary>
    public double OthersShare()
    {
        var (busy, total) = ProcessFile.Machine();
        return Math.Clamp((busy - _machine.Busy - (Ours(server) - _ours)) / (total - _machine.Total), 0, 1);
    }

    private static TimeSpan Ours(IServer server) => server.ProcessorTime + Environment.CpuUsage.TotalTime;
}
