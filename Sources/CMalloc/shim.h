#pragma once
// mallopt is not in Swift's Glibc module.
#include <malloc.h>
