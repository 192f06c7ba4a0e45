using Orleans.Serialization;

namespace Orleans.StandIn.Serialization;

/// <summary>Parses one type name of the wire; every simple name in it must be known to <paramref name="find"/>.</summary>
internal ref struct TypeNameParser(ReadOnlySpan<char> text, Func<string, Type?> find)
{
    /// <summary>Simple names in one type name: the deepest contract types have a dozen.</summary>
    private const int MaxNames = 64;

    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Func<string, Type?> _find = find;
    private int _position;
    private int _names;

    public Type Parse()
    {
        var type = ParseType(0);
        return _position == _text.Length ? type : throw Illegal();
    }

    private Type ParseType(int depth)
    {
        if (depth > MaxDepth || ++_names > MaxNames)
        {
            throw Illegal();
        }

        var rest = _text[_position..];
        var length = rest.IndexOfAny("<>[],");
        var name = length < 0 ? rest : rest[..length];
        _position += name.Length;
        var type = _find(name.ToString()) ?? throw new IllegalTypeException(name.ToString());
        if (type.IsGenericTypeDefinition)
        {
            type = ParseArguments(type, depth);
        }

        while (TryTake('['))
        {
            var rank = 1;
            while (TryTake(','))
            {
                rank++;
            }

            if (!TryTake(']') || rank > 8 || ++_names > MaxNames || type.IsByRefLike || type.IsPointer)
            {
                throw Illegal();
            }

            type = rank == 1 ? type.MakeArrayType() : type.MakeArrayType(rank);
        }

        return type;
    }

    private Type ParseArguments(Type definition, int depth)
    {
        var arguments = new Type[definition.GetGenericArguments().Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!TryTake(index == 0 ? '<' : ','))
            {
                throw Illegal();
            }

            arguments[index] = ParseType(depth + 1);
        }

        if (!TryTake('>'))
        {
            throw Illegal();
        }

        try
        {
            return definition.MakeGenericType(arguments);
        }
        catch (ArgumentException)
        {
            // An argument that does not meet the type's constraints.
            throw Illegal();
        }
    }

    private bool TryTake(char expected)
    {
        if (_position >= _text.Length || _text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private readonly IllegalTypeException Illegal() => new(_text.ToString());
}
