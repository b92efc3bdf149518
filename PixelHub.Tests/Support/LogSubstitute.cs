using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.EventLog;

namespace PixelHub.Tests.Support;

/// <summary>Takes the disk out of tests that are about something else.</summary>
public static class LogSubstitute
{
    public static IServiceCollection AddLog(this IServiceCollection services) => services.AddSingleton<IEventLog, RecordingLog>();
}
