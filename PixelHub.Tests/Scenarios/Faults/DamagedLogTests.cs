using System.Text.RegularExpressions;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>A log that the machine left damaged: what is whole is counted once, what is not is cut or set aside, and recording goes on.</summary>
[Collection<Scenario>]
public sealed partial class DamagedLogTests
{
    private const string Destination = "https://shop.example.test/";

    /// <summary>Small files, so that some hundred hits fill several.</summary>
    private static readonly Dictionary<string, string> SmallSegments = new(StringComparer.Ordinal)
    {
        ["PixelHub__EventLog__SegmentBytes"] = "65536",
        ["PixelHub__EventLog__MaxWaitingBytes"] = "32768",
    };

    [Fact]
    public async Task A_torn_tail_is_cut_and_everything_before_it_is_counted_once()
    {
        var chance = FaultRun.Chance();
        var first = chance.Next(4);
        using var audience = new Audience();
        await TryAsync(
            FaultRun.Of(2, 24),
            audience,
            (round, hits) =>
            {
                var torn = hits[chance.Next(hits.Count / 2, hits.Count)];
                var last = hits[^1];
                var newest = hits.Where(hit => hit.File == last.File).ToList();
                torn = torn.File == last.File ? torn : newest[0];
                switch ((first + round) % 4)
                {
                    case 0: // the file ends within a frame
                        torn.CutFile(chance.Next(torn.Offset + 1, torn.End));
                        break;
                    case 1: // the newest blocks were never written
                        var from = chance.Next(torn.Offset + 1, torn.End);
                        torn.Overwrite(from, new byte[last.End - from]);
                        break;
                    case 2: // an entry that was begun, with bytes of an older one
                        last.Overwrite(last.End, torn.Bytes().AsSpan(0, chance.Next(1, torn.Length)));
                        return [];
                    default: // noise
                        var noise = new byte[chance.Next(1, 400)];
                        chance.NextBytes(noise);
                        noise[0] = 1;
                        last.Overwrite(last.End, noise);
                        return [];
                }

                return newest.Where(hit => hit.Offset >= torn.Offset).Select(hit => hit.Mark);
            },
            server =>
            {
                Assert.True(TailCut().Count(server.Output) == 1, $"The cut is not told once:\n{server.Output}");
                Assert.DoesNotContain("were set aside", server.Output, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task Flipped_bits_cost_the_hits_they_stand_in_and_no_other()
    {
        var chance = FaultRun.Chance();
        var damagedBytes = 0;
        var setAsideBefore = 0L;
        using var audience = new Audience();
        await TryAsync(
            FaultRun.Of(1, 12),
            audience,
            (_, hits) =>
            {
                var damaged = Enumerable.Range(0, chance.Next(1, 12)).Select(_ => hits[chance.Next(hits.Count - 1)]).ToHashSet();
                foreach (var hit in damaged)
                {
                    hit.Flip(chance.Next(hit.Length * 8));
                }

                damagedBytes = damaged.Sum(hit => hit.Length);
                return damaged.Select(hit => hit.Mark);
            },
            server =>
            {
                Assert.Contains("were set aside", server.Output, StringComparison.Ordinal);
                var setAside = Journal.BytesSetAside(server.DataFolder);
                Assert.Equal(damagedBytes, setAside - setAsideBefore);
                setAsideBefore = setAside;
            });
    }

    /// <summary>
    /// Again and again: hits that the database does not take over, kill -9, damage, a start. Each time every hit that was not damaged must be
    /// there once, the damaged ones not at all, and new hits are recorded.
    /// </summary>
    private static async Task TryAsync(
        int rounds, Audience audience, Func<int, IReadOnlyList<JournalHit>, IEnumerable<string>> damage, Action<ServerProcess> check)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var data = new DataFolder();
        HashSet<string> lost = new(StringComparer.Ordinal);
        var server = await ServerProcess.StartAsync(data.Location, cancel, environment: SmallSegments);
        try
        {
            using var script = new Script(server.Address, await ServerProcess.CreateKeyAsync(data.Location, cancel));
            var experiment = await script.RunExperimentAsync("damaged", Destination, cancel);
            for (var round = 0; round < rounds; round++)
            {
                var before = audience.Answered.ToHashSet(StringComparer.Ordinal);
                await using (await DatabaseLock.TakeAsync(data.Database, cancel))
                {
                    await audience.VisitAsync(experiment.At(server.Address), opens: 700, cancel);
                    await server.KillAsync(cancel);
                }

                await server.DisposeAsync();
                lost.UnionWith(damage(round, [.. Journal.Read(data.Location).Where(hit => !before.Contains(hit.Mark))]));
                server = await ServerProcess.StartAsync(data.Location, cancel, environment: SmallSegments);
                await audience.VisitAsync(experiment.At(server.Address), opens: 10, cancel);

                var rows = await Books.AssertBalancedAsync(data, [.. audience.Promised.Except(lost, StringComparer.Ordinal)], server, cancel);
                Assert.DoesNotContain(rows.Keys, lost.Contains);
                check(server);
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [GeneratedRegex("it was cut", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex TailCut();
}
