using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>One call as an object: the method, its arguments and, once it has arrived, the object to call it on.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>True if a parameter of the method is a <see cref="CancellationToken"/>.</summary>
    bool IsCancellable => false;

    /// <summary>The object that the call is made on; null until <see cref="SetTarget"/>.</summary>
    object? GetTarget();

    /// <summary>Takes the object to call from the activation (or observer) that received the call.</summary>
    void SetTarget(ITargetHolder holder);

    /// <summary>Makes the call. Never throws: what the method throws is in the response.</summary>
    ValueTask<Response> Invoke();

    int GetArgumentCount();

    /// <summary>The argument at <paramref name="index"/>, boxed if it is a value type.</summary>
    object? GetArgument(int index);

    void SetArgument(int index, object value);

    string GetMethodName();

    string GetInterfaceName();

    /// <summary>Interface and method in one string, made once.</summary>
    string GetActivityName();

    MethodInfo GetMethod();

    Type GetInterfaceType();

    /// <summary>What <c>[ResponseTimeout]</c> on the method says; null if it says nothing.</summary>
    TimeSpan? GetDefaultResponseTimeout() => null;

    /// <summary>The token that was passed to the call, or after <see cref="SetTarget"/> the one that the method sees.</summary>
    CancellationToken GetCancellationToken() => default;

    /// <summary>Cancels the token that the method sees; true if the call has one.</summary>
    bool TryCancel() => false;
}
