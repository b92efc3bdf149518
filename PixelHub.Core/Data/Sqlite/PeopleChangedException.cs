namespace PixelHub.Core.Data.Sqlite;

/// <summary>Somebody else than the committer changed what is known of people: what it has in memory no longer holds.</summary>
internal sealed class PeopleChangedException : Exception
{
    public PeopleChangedException()
        : base("What is known of people was changed by another program.")
    {
    }

    /// <summary>Needed by convention only.</summary>
    public PeopleChangedException(string message)
        : base(message)
    {
    }

    /// <summary>Needed by convention only.</summary>
    public PeopleChangedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
