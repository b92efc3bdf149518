using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using PixelHub.Core.EventLog;
using PixelHub.Core.Events;

namespace PixelHub.Bench.Micro;

/// <summary>The durable step: coding, framing, and appending with real flushes to the temporary folder's disk.</summary>
[MemoryDiagnoser]
public class EventLogBenchmarks : IDisposable
{
    private const int Appenders = 64;

    private readonly byte[] _bytes = new byte[Frame.MaxBytes];
    private readonly TrackedEvent _event = new(DateTimeOffset.FromUnixTimeSeconds(1_780_000_000), 12)
    {
        Kind = EventKind.Impression,
        Rule = "ua.gmail-proxy",
        Variant = 2,
        Class = EventClass.ProxyOpen,
        Recipient = 0x1234_5678_9ABC_DEF0,
        Client = "Gmail",
        Campaign = "spring-2026",
    };

    private string _folder = "";
    private FileEventLog _log = null!;
    private Task<AppendOutcome>[] _appends = null!;
    private byte[] _sealed = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("pixelhub-bench-").FullName;
        _log = new FileEventLog(new EventLogOptions { Directory = _folder }, TimeProvider.System, NullLogger<FileEventLog>.Instance);
        _appends = new Task<AppendOutcome>[Appenders];
        _sealed = _bytes[..EncodeAndFrame()];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "Encode and frame")]
    public int EncodeAndFrame()
    {
        var length = EntryCodec.Encode(_event, _bytes.AsSpan(Frame.HeaderBytes));
        Frame.SetLength(_bytes, length);
        return Frame.Seal(_bytes, 1_234_567);
    }

    [Benchmark(Description = "Check and decode")]
    public LogEntry? CheckAndDecode() =>
        Frame.TryRead(_sealed, 1_234_567, out var payload) && EntryCodec.TryDecode(payload, out var entry) ? entry : null;

    [Benchmark(Description = "Append, alone, until on disk")]
    public async Task<AppendOutcome> AppendAlone()
    {
        var outcome = await _log.AppendAsync(_event);
        _log.Release(_log.DurablePosition);
        return outcome;
    }

    [Benchmark(Description = "Append, 64 at once, per entry", OperationsPerInvoke = Appenders)]
    public async Task AppendMany()
    {
        for (var i = 0; i < Appenders; i++)
        {
            _appends[i] = _log.AppendAsync(_event).AsTask();
        }

        await Task.WhenAll(_appends);
        _log.Release(_log.DurablePosition);
    }
}
