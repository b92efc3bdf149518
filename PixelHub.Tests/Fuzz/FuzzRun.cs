using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace PixelHub.Tests.Fuzz;

/// <summary>How long hostile input is tried: for two seconds in every run of the tests, for a minute where the environment variable FUZZ says “full”.</summary>
internal sealed class FuzzRun
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private FuzzRun(int seed) => (Seed, Chance) = (seed, new Random(seed));

    /// <summary>What repeats the run; FUZZ_SEED sets it.</summary>
    public int Seed { get; }

    /// <summary>The chance that follows from the seed.</summary>
    public Random Chance { get; }

    /// <summary>How many inputs were tried.</summary>
    public int Tries { get; private set; }

    /// <summary>Whether there is time for one more input.</summary>
    public bool GoesOn => _clock.Elapsed < TimeSpan.FromSeconds(IsFull ? 60 : 2) && ++Tries > 0;

    private static bool IsFull { get; } = string.Equals(Environment.GetEnvironmentVariable("FUZZ"), "full", StringComparison.OrdinalIgnoreCase);

    /// <summary>Begins, and writes down the seed.</summary>
    public static FuzzRun Start()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : RandomNumberGenerator.GetInt32(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FUZZ_SEED={seed}"));
        return new FuzzRun(seed);
    }

    /// <summary>Tries an input, and tells which it was when anything goes wrong.</summary>
    public void Try(Action act, Func<string> input)
    {
        try
        {
            act();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(Told(input()), exception);
        }
    }

    /// <summary>The sentence for an input that went wrong.</summary>
    public string Told(string input) => string.Create(CultureInfo.InvariantCulture, $"FUZZ_SEED={Seed}, try {Tries}: {Escaped(input)}");

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));
}
