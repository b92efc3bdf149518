using System.Globalization;
using PixelHub.Core.Classification;
using PixelHub.Core.Events;

namespace PixelHub.Tests.Classification;

public sealed class VerdictMemoryTests
{
    [Fact]
    public void A_user_agent_seen_before_costs_no_memory()
    {
        var facts = new HitFacts
        {
            Endpoint = EventKind.Click,
            UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
            Recipient = "%31842",
            Purpose = "other",
            Referer = "https://eur01.safelinks.protection.outlook.com/?url=x",
        };

        // Other tests fill the same memory at the same time and may push the user agent out; one undisturbed round is proof.
        var least = long.MaxValue;
        for (var round = 0; round < 20 && least > 0; round++)
        {
            Classifier.Classify(facts);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                Classifier.Classify(facts);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void A_flood_of_invented_user_agents_is_forgotten()
    {
        var early = Enumerable.Range(0, 20_000).Select(Remember).ToList();

        for (var i = 20_000; i < 60_000; i++)
        {
            Remember(i);
        }

        GC.Collect();
        var remembered = early.Count(text => text.IsAlive);
        Assert.True(remembered < 100, $"{remembered} of the 20,000 first texts are still held.");
    }

    private static WeakReference Remember(int number)
    {
        var userAgent = string.Create(CultureInfo.InvariantCulture, $"invented/{number}");
        Assert.Equal("ua.other", Classifier.Classify(new HitFacts { Endpoint = EventKind.Click, UserAgent = userAgent }).Rule);
        return new WeakReference(userAgent);
    }
}
