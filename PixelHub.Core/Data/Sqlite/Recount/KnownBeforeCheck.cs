using System.Globalization;
using PixelHub.Core.Commit;
using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>Compares what a hit's row says was known of its person with what the hits before it say.</summary>
/// <param name="experiment">Number of the experiment.</param>
/// <param name="isWhole">Whether no hit of the experiment was deleted: what the deleted ones said cannot be put in their order again.</param>
/// <param name="mender">Gets what differs; null to leave it.</param>
/// <param name="tell">Gets what differs.</param>
internal sealed class KnownBeforeCheck(int experiment, bool isWhole, Mender? mender, Action<RecountDifference> tell)
{
    /// <summary>How many rows differed.</summary>
    public long Differences { get; private set; }

    /// <summary>Checks a row.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="hit">The hit.</param>
    /// <param name="counted">What the hits before say.</param>
    /// <param name="stored">What the row says; −1 in one of an older version, which does not.</param>
    public void Check(long position, TrackedEvent hit, PersonKinds counted, long stored)
    {
        if (!isWhole || stored < 0 || stored == (long)counted)
        {
            return;
        }

        Differences++;
        tell(new RecountDifference(
            $"experiment {experiment}, what was known before hit {position.ToString(CultureInfo.InvariantCulture)}", ((PersonKinds)stored).ToString(), counted.ToString()));
        mender?.KnownBefore(experiment, hit.At.ToUnixTimeMilliseconds(), position, counted);
    }
}
