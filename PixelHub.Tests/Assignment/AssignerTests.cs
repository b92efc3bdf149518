using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PixelHub.Core.Assignment;
using PixelHub.Core.Catalog;

namespace PixelHub.Tests.Assignment;

public sealed class AssignerTests
{
    [Fact]
    public void Shares_follow_the_weights_within_three_sigma()
    {
        int[] weights = [5_000, 3_000, 1_500, 500];
        var experiment = Experiment(weights);
        const int n = 100_000;
        var counts = new int[weights.Length];
        for (var i = 0; i < n; i++)
        {
            counts[Assigner.Assign(experiment, Key(i)).Number - 1]++;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var p = weights[i] / 10_000.0;
            Assert.InRange(counts[i], (n * p) - (3 * Math.Sqrt(n * p * (1 - p))), (n * p) + (3 * Math.Sqrt(n * p * (1 - p))));
        }
    }

    [Fact]
    public void A_key_gets_the_same_variant_whatever_the_order_of_the_variants()
    {
        var experiment = Experiment(2_500, 2_500, 2_500, 2_500);
        var reversed = experiment with { Variants = [.. experiment.Variants.Reverse()] };
        Assert.All(Enumerable.Range(0, 1_000), i => Assert.Equal(Assigner.Assign(experiment, Key(i)), Assigner.Assign(reversed, Key(i))));
    }

    [Fact]
    public void Taking_a_variant_out_moves_only_its_own_keys()
    {
        var before = Experiment(2_500, 2_500, 2_500, 2_500);
        var after = Experiment(2_500, 2_500, 5_000, 0);
        var kept = before.Variants[..3];
        var moved = Enumerable.Range(0, 2_000).Select(Key).Where(k => kept.Contains(Assigner.Assign(before, k)))
            .Count(k => Assigner.Assign(before, k).Id != Assigner.Assign(before with { Variants = kept }, k).Id);
        Assert.Equal(0, moved);
        Assert.All(Enumerable.Range(0, 500), i => Assert.NotEqual("v4", Assigner.Assign(after, Key(i)).Id));
    }

    [Fact]
    public void Two_experiments_split_the_same_people_independently()
    {
        var one = Experiment(5_000, 5_000);
        var other = one with { Salt = "another" };
        var same = Enumerable.Range(0, 10_000).Count(i => Assigner.Assign(one, Key(i)).Number == Assigner.Assign(other, Key(i)).Number);
        Assert.InRange(same, 4_850, 5_150);
    }

    // Expected: Python 3.11, min over variants of -log((int.from_bytes(sha256(f"v1|salt|{v}|{k}".encode()).digest()[:8],"big")>>11)+.5)/2**53)/w
    [Theory]
    [InlineData("r-1", "v1")]
    [InlineData("r-2", "v2")]
    [InlineData("r-3", "v2")]
    [InlineData("käse@example.test", "v2")]
    public void The_choice_is_the_documented_formula(string key, string expected) =>
        Assert.Equal(expected, Assigner.Assign(Experiment(5_000, 3_000, 2_000), key).Id);

    [Fact]
    public void The_draws_are_those_of_one_hash_over_the_whole_text_for_keys_of_every_length()
    {
        var experiment = Experiment(5_000, 3_000, 2_000);
        for (var length = 0; length < 400; length++)
        {
            var key = new string('ä', length);
            Assert.Equal(experiment.Variants.MinBy(v => -Math.Log(Draw(v.Id, key)) / v.Weight), Assigner.Assign(experiment, key));
        }

        static double Draw(string variant, string key)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"v1|salt|{variant}|{key}"));
            return ((BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) + 0.5) / (1UL << 53);
        }
    }

    private static string Key(int i) => i.ToString(CultureInfo.InvariantCulture);

    private static Experiment Experiment(params int[] weights)
    {
        Assert.True(Slug.TryParse("spring", out var slug));
        return new Experiment(1, "exp_1", slug, "Spring") { Salt = "salt", Variants = [.. weights.Select((w, i) => new Variant(i + 1, $"v{i + 1}", $"V{i + 1}", w))] };
    }
}
