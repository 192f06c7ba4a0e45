using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Contracts;

/// <summary>Injects the clock of the product's own grains and services, a keyed <see cref="TimeProvider"/>. Orleans takes the
/// container's plain <see cref="TimeProvider"/> for its own timers; a test clock that jumps by days would make those timers
/// spin.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ProductClockAttribute() : FromKeyedServicesAttribute(ClockKey)
{
    /// <summary>The key under which hosts and tests register the product's clock.</summary>
    public const string ClockKey = "audiorooms";
}
