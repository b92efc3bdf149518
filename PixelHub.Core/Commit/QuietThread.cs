using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace PixelHub.Core.Commit;

/// <summary>
/// A thread of its own for work that can wait, to which the system gives the processor only after the threads that answer readers. It still gets a
/// quarter of what such a thread gets, so that it cannot starve.
/// </summary>
internal sealed partial class QuietThread : IDisposable
{
    /// <summary>How nice it is, on Linux's scale from 0 to 19; each step gives away a fifth.</summary>
    private const int Nice = 6;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private bool _isDisposed;

    /// <summary>Starts the thread.</summary>
    public QuietThread(string name)
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Does something on the thread.</summary>
    /// <exception cref="Exception">What the work throws.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var end = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                end.SetResult(work());
            }
            catch (OperationCanceledException exception)
            {
                end.SetCanceled(exception.CancellationToken);
            }
            catch (Exception exception)
            {
                end.SetException(exception);
            }
        });
        return end.Task;
    }

    /// <summary>Ends the thread behind the work that was given to it. May be called again: who is a service under two names is disposed twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(ThisThread, 0, Nice); // where the system refuses, the thread is as the others are
        }

        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }

    private const int ThisThread = 0; // PRIO_PROCESS of the caller: on Linux a single thread, which the runtime's own priorities do not reach

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int priority);
}
