/*
 * tracer/loader.h - is a file a dynamic loader, whatever it is called?
 */
#ifndef TRACER_LOADER_H
#define TRACER_LOADER_H

#include <stdbool.h>

/*
 * @fd: an O_PATH descriptor of a regular file.  True for an ELF file that can be started, asks for
 * no interpreter and is no static-pie program: what ld.so is (ESCAPES 41).  Such a program runs
 * the file that its arguments name.  False also where the file cannot be read.
 */
bool loader_is(int fd);

#endif
