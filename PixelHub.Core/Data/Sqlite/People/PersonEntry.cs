using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>What is known of one person of one experiment. Sorted by experiment, then by the person's number with its sign, as SQLite sorts it.</summary>
/// <param name="Experiment">Number of the experiment.</param>
/// <param name="Person">The person's keyed hash.</param>
/// <param name="Known">What is known.</param>
internal readonly record struct PersonEntry(int Experiment, long Person, KnownPerson Known) : IComparable<PersonEntry>
{
    /// <inheritdoc/>
    public int CompareTo(PersonEntry other) =>
        Experiment != other.Experiment ? Experiment.CompareTo(other.Experiment) : Person.CompareTo(other.Person);

    public static bool operator <(PersonEntry left, PersonEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(PersonEntry left, PersonEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(PersonEntry left, PersonEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PersonEntry left, PersonEntry right) => left.CompareTo(right) >= 0;
}
