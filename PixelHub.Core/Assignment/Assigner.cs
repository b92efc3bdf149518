using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PixelHub.Core.Catalog;

namespace PixelHub.Core.Assignment;

/// <summary>Chooses a variant by weight, the same one for the same key for as long as the weights stand.</summary>
public static class Assigner
{
    /// <summary>Weighted rendezvous hashing: adding or re-weighting a variant moves only the keys it must.</summary>
    /// <param name="experiment">Its salt, variants and weights.</param>
    /// <param name="assignmentKey">The recipient, else the viewer key in hexadecimal.</param>
    /// <remarks>
    /// Each variant draws u = (first 53 bits of SHA-256("v1|salt|variant|key") + 0.5) / 2^53; the smallest −ln(u)/weight wins
    /// (Mosharaf and others call it logarithmic rendezvous; weight 0 never wins).
    /// </remarks>
    public static Variant Assign(Experiment experiment, string assignmentKey)
    {
        if (experiment.Variants.Length == 1)
        {
            return experiment.Variants[0];
        }

        var best = experiment.DefaultVariant;
        var bestScore = double.PositiveInfinity;
        foreach (var variant in experiment.Variants)
        {
            var score = variant.Weight == 0 ? double.PositiveInfinity : -Math.Log(Draw(experiment.Salt, variant.Id, assignmentKey)) / variant.Weight;
            if (score < bestScore)
            {
                (best, bestScore) = (variant, score);
            }
        }

        return best;
    }

    private static double Draw(string salt, string variantId, string key)
    {
        var text = $"v1|{salt}|{variantId}|{key}";
        var max = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = max <= 1_024 ? stackalloc byte[max] : new byte[max];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return ((BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) + 0.5) / (1UL << 53);
    }
}
