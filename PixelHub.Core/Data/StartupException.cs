namespace PixelHub.Core.Data;

/// <summary>The server cannot start, and the message says in a sentence what the owner has to do. Shown without a stack trace.</summary>
public sealed class StartupException : Exception
{
    /// <summary>Takes the sentence.</summary>
    public StartupException(string message)
        : base(message)
    {
    }

    /// <summary>Takes the sentence and the cause.</summary>
    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Needed by convention only.</summary>
    public StartupException()
    {
    }
}
