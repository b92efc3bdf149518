using System.Globalization;
using System.Security.Cryptography;

namespace PixelHub.Tests.Scenarios.Faults;

/// <summary>How thoroughly faults are tried: shortly in every run of the tests, in full where the environment variable FAULTS says “full”.</summary>
internal static class FaultRun
{
    /// <summary>Whether there is time.</summary>
    public static bool IsFull { get; } = string.Equals(Environment.GetEnvironmentVariable("FAULTS"), "full", StringComparison.OrdinalIgnoreCase);

    /// <summary>As much as there is time for.</summary>
    public static T Of<T>(T inShort, T inFull) => IsFull ? inFull : inShort;

    /// <summary>Chance that can be repeated: the seed is written down, and FAULTS_SEED sets it.</summary>
    public static Random Chance()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FAULTS_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : RandomNumberGenerator.GetInt32(1_000_000);
        Note($"FAULTS_SEED={seed}");
        return new Random(seed);
    }

    /// <summary>Writes a line that is shown when the test fails.</summary>
    public static void Note(FormattableString line) => TestContext.Current.TestOutputHelper?.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
