namespace PennaPay.Billy.Core.Access;

/// <summary>What kind of somebody makes a change. The numbers are stored.</summary>
public enum ActorKind
{
    /// <summary>A signed-in user.</summary>
    Person = 0,

    /// <summary>A program with a key that a person gave it.</summary>
    Key = 1,

    /// <summary>The product itself, because it is time.</summary>
    Clock = 2,

    /// <summary>A connected system that tells of something.</summary>
    System = 3,

    /// <summary>Somebody who is not signed in.</summary>
    Visitor = 4,
}
