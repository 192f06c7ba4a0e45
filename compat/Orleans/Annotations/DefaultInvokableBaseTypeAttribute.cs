namespace Orleans;

/// <summary>On a proxy base class: the base of the request classes generated for methods with this return type.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class DefaultInvokableBaseTypeAttribute(Type returnType, Type invokableBaseType) : Attribute
{
    public Type ReturnType { get; } = returnType;

    public Type InvokableBaseType { get; } = invokableBaseType;

    public string? ProxyInvokeMethodName { get; init; }
}
