using PixelHub.Core.Commit;

namespace PixelHub.Tests.Commit;

public sealed class BackoffTests
{
    [Fact]
    public void The_wait_doubles_up_to_the_longest_and_starts_over_after_success()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        var waits = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            backoff = backoff.Next(out var delay);
            waits.Add(delay.TotalMilliseconds);
        }

        Assert.Equal([100, 200, 400, 800, 1_000, 1_000], waits);
        backoff.Reset().Next(out var first);
        Assert.Equal(100, first.TotalMilliseconds);
    }

    [Fact]
    public void A_thousand_failures_do_not_overflow()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), Failures: 1_000);
        backoff.Next(out var delay);
        Assert.Equal(TimeSpan.FromSeconds(5), delay);
    }
}
