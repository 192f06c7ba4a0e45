using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using AudioRooms.Contracts.Users;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>Makes values from a seed. Every member is set to something other than its default, a collection has one to three
/// elements, and where a type contains itself, the innermost reference is null.</summary>
internal sealed class SampleValues(int seed, IGrainFactory grains)
{
    private const int DepthMax = 6;

    private readonly Random random = new(seed);

    public object Make(Type type) =>
        Make(type, depth: 0) ?? throw new InvalidOperationException($"No value of {type} can be made.");

    private object? Make(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Make(underlying, depth);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(random.Next(Math.Min(1, values.Length - 1), values.Length));
        }

        return MakeScalar(type) ?? MakeCollection(type, depth) ?? MakeObject(type, depth);
    }

    private object? MakeScalar(Type type) => type switch
    {
        _ when type == typeof(string) => $"text {random.Next()} é",
        _ when type == typeof(bool) => true,
        _ when type == typeof(byte) => (byte)random.Next(1, 256),
        _ when type == typeof(ushort) => (ushort)random.Next(1, 65_536),
        _ when type == typeof(short) => (short)random.Next(1, 32_768),
        _ when type == typeof(int) => random.Next(1, int.MaxValue),
        _ when type == typeof(uint) => (uint)random.NextInt64(1, uint.MaxValue),
        _ when type == typeof(long) => random.NextInt64(1, long.MaxValue),
        _ when type == typeof(ulong) => (ulong)random.NextInt64(1, long.MaxValue),
        _ when type == typeof(float) => (float)(random.NextDouble() + 1),
        _ when type == typeof(double) => random.NextDouble() + 1,
        _ when type == typeof(Guid) => new Guid(Bytes(16)),
        _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(random.NextInt64(1, TimeSpan.TicksPerDay)),
        _ when type == typeof(DateTime) => new DateTime(2026, 1, 1).AddTicks(random.NextInt64(TimeSpan.TicksPerDay)),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(random.Next(1, 14)))
            .AddTicks(random.NextInt64(TimeSpan.TicksPerDay)),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Bytes(random.Next(1, 400))),
        _ when type == typeof(StreamId) => StreamId.Create($"space {random.Next()}", $"key {random.Next()}"),
        _ when type == typeof(StreamSequenceToken) =>
            new EventSequenceTokenV2(random.NextInt64(1, long.MaxValue), random.Next(1, 100)),
        _ when type == typeof(SiloAddress) =>
            SiloAddress.New(new(Bytes(4)), random.Next(1, 65_536), random.Next(1, int.MaxValue)),

        _ when typeof(IAddressable).IsAssignableFrom(type) => Reference(type),

        // A payload of any type: a string or a type of this product.
        _ when type == typeof(object) => random.Next(2) == 0 ? $"payload {random.Next()}" : new UserId($"u{random.Next()}"),
        _ => null,
    };

    private object? MakeCollection(Type type, int depth)
    {
        if (type.IsArray)
        {
            return Elements(type.GetElementType()!, depth);
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(ImmutableArray<>))
        {
            return Factory(typeof(ImmutableArray), nameof(ImmutableArray.Create), arguments, Elements(arguments[0], depth));
        }

        if (definition == typeof(List<>) || definition == typeof(HashSet<>))
        {
            return Activator.CreateInstance(type, Elements(arguments[0], depth));
        }

        if (definition == typeof(IReadOnlyList<>)
            || definition == typeof(IReadOnlyCollection<>)
            || definition == typeof(IEnumerable<>))
        {
            // Grains put an array, a list or an immutable array here.
            return random.Next(3) switch
            {
                0 => Elements(arguments[0], depth),
                1 => MakeCollection(typeof(List<>).MakeGenericType(arguments), depth),
                _ => MakeCollection(typeof(ImmutableArray<>).MakeGenericType(arguments), depth),
            };
        }

        return definition == typeof(Dictionary<,>)
            || definition == typeof(IReadOnlyDictionary<,>)
            || definition == typeof(ImmutableDictionary<,>)
            ? MakeDictionary(type, arguments, depth)
            : null;
    }

    private object MakeDictionary(Type type, Type[] arguments, int depth)
    {
        var filled = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        foreach (var key in Elements(arguments[0], depth))
        {
            filled[key] = Make(arguments[1], depth + 1);
        }

        return type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>)
            ? Factory(typeof(ImmutableDictionary), nameof(ImmutableDictionary.CreateRange), arguments, filled)
            : filled;
    }

    private object? MakeObject(Type type, int depth)
    {
        if (depth > DepthMax)
        {
            return type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) : null;
        }

        if (type.IsAbstract)
        {
            var kinds = SerializedTypes.Concrete.Where(type.IsAssignableFrom).ToList();
            return kinds.Count > 0
                ? MakeObject(kinds[random.Next(kinds.Count)], depth)
                : throw new NotSupportedException($"{type} has no serializable kind: teach {nameof(SampleValues)} to make one.");
        }

        if (!SerializedTypes.Assemblies.Contains(type.Assembly))
        {
            throw new NotSupportedException($"{type} is not ours: teach {nameof(SampleValues)} to make one.");
        }

        var made = typeof(Exception).IsAssignableFrom(type) ? MakeException(type) : RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in SerializedTypes.FieldsOf(type))
        {
            field.SetValue(made, Make(field.FieldType, depth + 1));
        }

        return made;
    }

    private object MakeException(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .MaxBy(each => each.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType == typeof(Exception)
            ? new InvalidOperationException($"inner {random.Next()}")
            : Make(parameter.ParameterType, depth: 1))]);
    }

    private Array Elements(Type type, int depth)
    {
        var elements = Array.CreateInstance(type, random.Next(1, 4));
        for (var i = 0; i < elements.Length; i++)
        {
            elements.SetValue(Make(type, depth + 1), i);
        }

        return elements;
    }

    // A reference to a grain or an observer that does not exist.
    private object Reference(Type type) => grains.GetGrain(GrainId.Create("sample", $"{random.Next()}")).AsReference(type);

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static object Factory(Type type, string name, Type[] arguments, object content)
    {
        var parameter = content is Array ? content.GetType() : typeof(IEnumerable);
        return type.GetMethods()
            .Where(method => method.Name == name
                && method.GetParameters().Length == 1
                && method.GetGenericArguments().Length == arguments.Length)
            .Select(method => method.MakeGenericMethod(arguments))
            .First(method => method.GetParameters()[0].ParameterType is var wanted
                && (content is Array ? wanted == parameter : wanted.IsInstanceOfType(content)))
            .Invoke(null, [content])!;
    }
}
