using System.Collections;

namespace AudioRooms.Contracts.Tests.Serialization;

/// <summary>Compares two values member by member, including fields without a property.</summary>
internal static class Difference
{
    /// <summary>The first difference, as a path with both values; null if the values are equal.</summary>
    public static string? Between(object? expected, object? actual, string path = "")
    {
        if (expected is null || actual is null)
        {
            return expected is null && actual is null ? null : $"{path}: {Show(expected)} became {Show(actual)}";
        }

        if (expected is ReadOnlyMemory<byte> bytes)
        {
            return actual is ReadOnlyMemory<byte> other && bytes.Span.SequenceEqual(other.Span) ? null : $"{path}: other bytes";
        }

        if (expected is IDictionary dictionary)
        {
            return BetweenDictionaries(dictionary, (IDictionary)actual, path);
        }

        if (expected is IEnumerable and not string)
        {
            return BetweenLists([.. ((IEnumerable)expected).Cast<object?>()], [.. ((IEnumerable)actual).Cast<object?>()], path);
        }

        var type = expected.GetType();
        if (type != actual.GetType())
        {
            return $"{path}: a {type} became a {actual.GetType()}";
        }

        if (!SerializedTypes.Assemblies.Contains(type.Assembly) || type.IsEnum)
        {
            return expected.Equals(actual) && EqualsExactly(expected, actual)
                ? null
                : $"{path}: {Show(expected)} became {Show(actual)}";
        }

        if (expected is Exception before && actual is Exception after && (before.Message != after.Message
            || before.InnerException?.Message != after.InnerException?.Message))
        {
            return $"{path}: {before.Message} ({before.InnerException?.Message}) became {after.Message} "
                + $"({after.InnerException?.Message})";
        }

        return SerializedTypes.FieldsOf(type)
            .Select(field => Between(field.GetValue(expected), field.GetValue(actual), $"{path}.{field.Name}"))
            .FirstOrDefault(difference => difference is not null);
    }

    // Two DateTimeOffset values are equal if they are the same instant; here the offset must be equal, too.
    private static bool EqualsExactly(object expected, object actual) =>
        expected is not DateTimeOffset time || time.EqualsExact((DateTimeOffset)actual);

    private static string? BetweenLists(
        List<object?> expected, List<object?> actual, string path) => expected.Count != actual.Count
        ? $"{path}: {expected.Count} elements became {actual.Count}"
        : expected.Zip(actual, (one, other) => Between(one, other, $"{path}[]"))
            .FirstOrDefault(difference => difference is not null);

    private static string? BetweenDictionaries(IDictionary expected, IDictionary actual, string path)
    {
        if (expected.Count != actual.Count)
        {
            return $"{path}: {expected.Count} entries became {actual.Count}";
        }

        foreach (DictionaryEntry entry in expected)
        {
            if (!actual.Contains(entry.Key))
            {
                return $"{path}: {entry.Key} is gone";
            }

            if (Between(entry.Value, actual[entry.Key], $"{path}[{entry.Key}]") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string Show(object? value) => $"{value ?? "null"}";
}
