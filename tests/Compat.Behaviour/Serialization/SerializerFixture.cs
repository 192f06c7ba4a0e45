using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AudioRooms.Compat.Behaviour.Serialization;

/// <summary>One serializer with the types of this assembly and of those that it refers to.</summary>
internal static class SerializerFixture
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static Serializer Serializer { get; } = Services.GetRequiredService<Serializer>();

    public static DeepCopier Copier { get; } = Services.GetRequiredService<DeepCopier>();

    public static T RoundTrip<T>(T value) => Serializer.Deserialize<T>(Serializer.SerializeToArray(value));

    /// <summary>A round trip in which only the run-time type says what the value is.</summary>
    public static T RoundTripAsObject<T>(T value) => (T)Serializer.Deserialize<object>(Serializer.SerializeToArray<object>(value!));
}
