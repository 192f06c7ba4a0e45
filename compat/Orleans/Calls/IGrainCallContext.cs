using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call on its way through the filters.</summary>
public interface IGrainCallContext
{
    IInvokable Request { get; }

    /// <summary>Incoming: the grain instance. Outgoing: the reference that is called.</summary>
    object Grain { get; }

    MethodInfo InterfaceMethod { get; }

    string InterfaceName { get; }

    string MethodName { get; }

    GrainInterfaceType InterfaceType { get; }

    /// <summary>The calling grain, or null when the caller is not one.</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    object? Result { get; set; }

    Response? Response { get; set; }

    /// <summary>Goes on to the next filter or to the call itself.</summary>
    Task Invoke();
}
