namespace PixelHub.Core.Data;

/// <summary>The folder that holds everything the server keeps.</summary>
public static class DataFolder
{
    /// <summary>Makes the folder where there is none and tries to write to it.</summary>
    /// <returns>Null when it can be written; otherwise what is wrong, as a sentence.</returns>
    public static string? TryMakeWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return null;
        }
        catch (IOException exception) when (exception.HResult == NoSpaceLeft)
        {
            return null; // full is not read-only: as soon as there is room, hits are recorded again
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The data folder {folder} cannot be written ({exception.Message.TrimEnd('.')}).";
        }
    }

    private const int NoSpaceLeft = 28; // ENOSPC, which .NET hands on as it is

    /// <summary>Takes a lock that ends with the process, however that ends.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">What is locked.</param>
    /// <param name="time">The clock to wait by.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StartupException">Somebody else holds it for more than half a minute.</exception>
    public static async Task<IAsyncDisposable> LockAsync(string folder, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            if (TryLock(folder, name) is { } held)
            {
                return held;
            }

            if (tries == 300)
            {
                throw new StartupException($"Another process is busy with the {name} of {folder}. Wait for it to end, or stop it.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    /// <summary>Takes a lock that ends with the process; null when somebody else holds it.</summary>
    /// <exception cref="StartupException">The lock's file belongs to another account.</exception>
    public static FileStream? TryLock(string folder, string name)
    {
        var path = Path.Combine(folder, $".{name}.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartupException($"{path} cannot be written: was a command run under another account? Give everything in the folder to the server's account.", exception);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
