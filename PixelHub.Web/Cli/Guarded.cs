using System.Data.Common;
using Microsoft.Extensions.Options;
using PixelHub.Core.Data;

namespace PixelHub.Web.Cli;

/// <summary>Turns faults that an owner can mend into sentences. A stack trace is for faults of ours.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(Func<Task<int>> action, TextWriter errors)
    {
        try
        {
            return await action();
        }
        catch (OptionsValidationException ex)
        {
            await errors.WriteLineAsync("PixelHub cannot start with these settings:");
            foreach (var fault in ex.Failures)
            {
                await errors.WriteLineAsync("- " + fault);
            }
        }
        catch (Exception ex) when (ex is StartupException or InvalidDataException or DbException or IOException or FormatException)
        {
            // A port in use, a folder that is a file, a --urls that is no address, a database that is locked for good.
            await errors.WriteLineAsync("PixelHub cannot go on: " + ex.Message);
        }
        catch (OperationCanceledException)
        {
            // Somebody pressed Ctrl+C before it was done.
        }
        catch (Exception ex) when (ex is not HostAbortedException) // by which tools stop a host that they only wanted to look at
        {
            await errors.WriteLineAsync("PixelHub cannot go on because of a fault of its own, or of a setting it does not know:");
            await errors.WriteLineAsync(ex.ToString());
        }

        return 1;
    }
}
