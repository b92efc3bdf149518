using System.Net;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Ingestion;

public sealed class BurstWatchTests
{
    private static readonly IPAddress Gateway = IPAddress.Parse("192.0.2.1");

    private readonly RuleSetHolder _rules = new();
    private readonly BurstWatch _watch;

    public BurstWatchTests() => _watch = new BurstWatch(_rules);

    [Fact]
    public void The_fifth_recipient_within_ten_seconds_completes_a_burst_and_the_earlier_ones_are_told_once()
    {
        for (var i = 1; i <= 4; i++)
        {
            Assert.False(Meet((ulong)i, i, out var none));
            Assert.Null(none);
        }

        Assert.True(Meet(5, 5, out var earlier));
        Assert.Equal(Enumerable.Range(1, 4).Select(i => new BurstNotice(Sample.Noon.AddSeconds(i), 1, (ulong)i)), earlier!);
        Assert.True(Meet(6, 6, out earlier));
        Assert.Null(earlier);
    }

    [Fact]
    public void The_same_recipient_again_and_again_is_no_burst() =>
        Assert.DoesNotContain(true, Enumerable.Range(0, 300).Select(i => Meet((ulong)(i % 4) + 1, i * 0.01, out _)));

    [Fact]
    public void Recipients_over_a_longer_time_are_none()
    {
        for (var i = 1; i <= 50; i++)
        {
            Assert.False(Meet((ulong)i, i * 2.6, out _));
        }
    }

    [Fact]
    public void Other_addresses_are_other_people()
    {
        for (var i = 1; i <= 50; i++)
        {
            Assert.False(_watch.IsBurst(IPAddress.Parse($"192.0.2.{i}"), 1, (ulong)i, Sample.Noon, out _));
            Assert.False(_watch.IsBurst(IPAddress.Parse($"::ffff:198.51.100.{i}"), 1, (ulong)i, Sample.Noon, out _));
            Assert.False(_watch.IsBurst(IPAddress.Parse($"2001:db8:0:{i:x}::1"), 1, (ulong)i, Sample.Noon, out _));
        }
    }

    [Fact]
    public void A_network_of_the_newer_addresses_is_one()
    {
        var bursts = Enumerable.Range(1, 5).Select(i => _watch.IsBurst(IPAddress.Parse($"2001:db8::{i:x}"), 1, (ulong)i, Sample.Noon, out _)).ToList();
        Assert.Equal([false, false, false, false, true], bursts);
    }

    [Fact]
    public void Nobody_and_nowhere_are_no_part_of_one()
    {
        for (var i = 1; i <= 10; i++)
        {
            Assert.False(_watch.IsBurst(null, 1, (ulong)i, Sample.Noon, out _));
            Assert.False(_watch.IsBurst(Gateway, 1, 0, Sample.Noon, out _));
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    public void Everybody_comes_from_a_proxy_that_nobody_configured(string address) =>
        Assert.DoesNotContain(true, Enumerable.Range(1, 20).Select(i => _watch.IsBurst(IPAddress.Parse(address), 1, (ulong)i, Sample.Noon, out _)));

    [Fact]
    public void Other_thresholds_hold_from_the_next_click_on()
    {
        Assert.False(Meet(1, 0, out _));
        _rules.Swap(new RuleSet(new RuleEdits { Behaviour = new BehaviourThresholds { BurstRecipients = 2 } }, 1));
        Assert.True(Meet(2, 1, out _));
    }

    [Fact]
    public void A_flood_of_addresses_takes_no_more_memory_than_there_is_and_pushes_out_the_quietest()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Assert.False(_watch.IsBurst(IPAddress.Parse($"198.{18 + (i / 65_536)}.{i / 256 % 256}.{i % 256}"), 1, (ulong)i + 1, Sample.Noon.AddMilliseconds(i), out _));
        }

        Assert.Contains(true, Enumerable.Range(1, 5).Select(i => Meet((ulong)i, 200, out _)));
    }

    private bool Meet(ulong recipient, double atSeconds, out IReadOnlyList<BurstNotice>? earlier) =>
        _watch.IsBurst(Gateway, 1, recipient, Sample.Noon.AddSeconds(atSeconds), out earlier);
}
